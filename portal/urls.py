"""Addresses of the pages that join several apps."""

from django.urls import path

from portal import views

app_name = "portal"
urlpatterns = [
    path("", views.Home.as_view(), name="home"),
    path("search/", views.Search.as_view(), name="search"),
    path("updates/", views.Updates.as_view(), name="updates"),
    path("activity/", views.Activity.as_view(), name="activity"),
    path("councils/<slug:slug>/", views.CouncilPage.as_view(), name="council"),
]
