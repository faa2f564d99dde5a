"""Addresses of councils: the directory, the picker, profiles and areas."""

from django.urls import path

from councils import views

app_name = "councils"
urlpatterns = [
    path("", views.CouncilList.as_view(), name="list"),
    path("export/", views.CouncilListCsv.as_view(), name="list-csv"),
    path("suggest/", views.Suggest.as_view(), name="suggest"),
    path("pick/", views.Pick.as_view(), name="pick"),
    path("areas/", views.AreasToSettle.as_view(), name="areas"),
    path("areas/<str:code>/", views.SettleArea.as_view(), name="settle-area"),
    path("<slug:slug>/mailbox/", views.Mailbox.as_view(), name="mailbox"),
    path("<slug:slug>/profile/", views.ProfileTasks.as_view(), name="profile"),
    path("<slug:slug>/profile/check/", views.ProfileCheck.as_view(), name="profile-check"),
    path("<slug:slug>/profile/confirmed/", views.ProfileConfirmed.as_view(), name="profile-confirmed"),
    path("<slug:slug>/profile/history/", views.ProfileHistory.as_view(), name="profile-history"),
    path("<slug:slug>/profile/<slug:page>/", views.ProfilePart.as_view(), name="profile-part"),
]
