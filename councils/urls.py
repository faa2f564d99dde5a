"""Addresses of councils: the directory, the picker, profiles and areas."""

from django.urls import path

from councils import views
from councils.views import own_portal

app_name = "councils"
urlpatterns = [
    path("", views.CouncilList.as_view(), name="list"),
    path("export/", views.CouncilListCsv.as_view(), name="list-csv"),
    path("suggest/", views.Suggest.as_view(), name="suggest"),
    path("pick/", views.Pick.as_view(), name="pick"),
    path("areas/", views.AreasToSettle.as_view(), name="areas"),
    path("areas/export/", views.AreasCsv.as_view(), name="areas-csv"),
    path("areas/<str:code>/take-back/", views.UnsettleArea.as_view(), name="unsettle-area"),
    path("areas/<str:code>/", views.SettleArea.as_view(), name="settle-area"),
    path("<slug:slug>/mailbox/", views.Mailbox.as_view(), name="mailbox"),
    path("imports/", views.ImportRuns.as_view(), name="imports"),
    path("imports/export/", views.ImportRunsCsv.as_view(), name="imports-csv"),
    path("imports/new/", views.ImportNew.as_view(), name="import-new"),
    path("imports/previews/<uuid:public_id>/apply/", views.ImportApply.as_view(), name="import-apply"),
    path("imports/<int:pk>/report/", views.ImportReport.as_view(), name="import-report"),
    path("look/<slug:colours>.css", own_portal.LookStyle.as_view(), name="look"),
    path("logos/<slug:digest>.png", own_portal.LogoFile.as_view(), name="logo"),
    path("<slug:slug>/portal/", own_portal.OwnPortalPage.as_view(), name="own-portal"),
    path("<slug:slug>/portal/history/", own_portal.OwnPortalHistory.as_view(), name="own-portal-history"),
    path("<slug:slug>/portal/<slug:part>/", own_portal.OwnPortalPart.as_view(), name="own-portal-part"),
    path("<slug:slug>/portal/<slug:part>/check/", own_portal.OwnPortalCheck.as_view(), name="own-portal-check"),
    path("<slug:slug>/group/", views.Group.as_view(), name="group"),
    path("<slug:slug>/group/<slug:absorbed>/", views.GroupCheck.as_view(), name="group-check"),
    path("<slug:slug>/record/", views.CouncilRecord.as_view(), name="record"),
    path("<slug:slug>/record.json", views.CouncilRecordJson.as_view(), name="record-json"),
    path("<slug:slug>/profile/", views.ProfileTasks.as_view(), name="profile"),
    path("<slug:slug>/profile/check/", views.ProfileCheck.as_view(), name="profile-check"),
    path("<slug:slug>/profile/confirmed/", views.ProfileConfirmed.as_view(), name="profile-confirmed"),
    path("<slug:slug>/profile/history/", views.ProfileHistory.as_view(), name="profile-history"),
    path("<slug:slug>/profile/<slug:page>/", views.ProfilePart.as_view(), name="profile-part"),
]
