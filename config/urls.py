"""Every address of the portal: one line per app."""

from django.conf import settings
from django.urls import include, path

urlpatterns = [
    path("accounts/", include("accounts.signin_urls")),
    path("people/", include("accounts.urls")),
    path("councils/", include("councils.urls")),
    path("charters/", include("charters.urls")),
    path("", include("funding.urls")),
    path("officers/", include("liaison.urls")),
    path("partnerships/", include("partnerships.urls")),
    path("clusters/", include("clusters.urls")),
    path("assets/", include("transfers.urls")),
    path("", include("casestudies.urls")),
    path("", include("core.urls")),
    path("", include("portal.urls")),
]
if "demo" in settings.INSTALLED_APPS:  # only config.settings.demo has it
    urlpatterns.insert(0, path("demo/", include("demo.urls")))

handler500 = "core.views.server_error"
