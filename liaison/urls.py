"""Addresses of named officers: a principal by its slug, an assignment by its public id."""

from django.urls import path

from liaison import views

app_name = "liaison"
urlpatterns = [
    path("assignments/<uuid:public_id>/", views.ShowAssignment.as_view(), name="assignment"),
    path("assignments/<uuid:public_id>/change/", views.Change.as_view(), name="change"),
    path("assignments/<uuid:public_id>/end/", views.End.as_view(), name="end"),
    path("<slug:slug>/", views.Officers.as_view(), name="list"),
    path("<slug:slug>/coverage/", views.Coverage.as_view(), name="coverage"),
    path("<slug:slug>/allocate/", views.Allocate.as_view(), name="allocate"),
    path("<slug:slug>/directory/", views.Directory.as_view(), name="directory"),
    path("<slug:slug>/name/", views.Name.as_view(), name="name"),
    path("<slug:slug>/confirm/", views.Confirm.as_view(), name="confirm"),
    path("<slug:slug>/cover/", views.Covers.as_view(), name="cover"),
]
