"""Addresses of core: fixed pages and the machinery of a session."""

from django.urls import path

from core import views
from core.inlet.views import Inlet
from core.jobs import views as jobs
from core.mail import views as mail
from core.privacy.views import PrivacyNotice, Retention

app_name = "core"
STATIC_PAGES = ("accessibility", "privacy", "cookies", "help")
urlpatterns = [
    path(f"{name}/", views.StaticPage.as_view(template_name=f"core/{name}.html"), name=name)
    for name in STATIC_PAGES
    if name != "privacy"
] + [
    path("mail/", mail.Outbox.as_view(), name="outbox"),
    path("mail/addresses/", mail.Addresses.as_view(), name="addresses"),
    path("mail/letters/", mail.Letters.as_view(), name="letters"),
    path("mail/letters/<uuid:public_id>/", mail.LetterPage.as_view(), name="letter"),
    path("mail/inlet/", Inlet.as_view(), name="inlet"),
    path("privacy/", PrivacyNotice.as_view(), name="privacy"),
    path("retention/", Retention.as_view(), name="retention"),
    path("keep-alive/", views.KeepAlive.as_view(), name="keep-alive"),
    path("healthz", views.HealthCheck.as_view(), name="healthcheck"),
    path("work/", jobs.JobList.as_view(), name="jobs"),
    path("work/<uuid:public_id>/", jobs.JobDetail.as_view(), name="job"),
    path("work/<uuid:public_id>/state/", jobs.JobState.as_view(), name="job-state"),
    path("work/<uuid:public_id>/cancel/", jobs.JobCancel.as_view(), name="job-cancel"),
    path("work/<uuid:public_id>/report.csv", jobs.JobReportCsv.as_view(), name="job-report"),
    path("work/<uuid:public_id>/files/<slug:name>/", jobs.JobDownload.as_view(), name="job-file"),
]
