"""Addresses of named officers: a principal by its slug, an assignment by its public id."""

from django.urls import path

from liaison.views import officers

app_name = "liaison"
urlpatterns = [
    path("assignments/<uuid:public_id>/", officers.ShowAssignment.as_view(), name="assignment"),
    path("assignments/<uuid:public_id>/change/", officers.Change.as_view(), name="change"),
    path("assignments/<uuid:public_id>/end/", officers.End.as_view(), name="end"),
    path("<slug:slug>/", officers.Officers.as_view(), name="list"),
    path("<slug:slug>/coverage/", officers.Coverage.as_view(), name="coverage"),
    path("<slug:slug>/allocate/", officers.Allocate.as_view(), name="allocate"),
    path("<slug:slug>/directory/", officers.Directory.as_view(), name="directory"),
    path("<slug:slug>/name/", officers.Name.as_view(), name="name"),
    path("<slug:slug>/confirm/", officers.Confirm.as_view(), name="confirm"),
    path("<slug:slug>/cover/", officers.Covers.as_view(), name="cover"),
]
