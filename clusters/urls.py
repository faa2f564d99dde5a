"""Addresses of what local councils do together."""

from django.urls import path

from clusters.views import groups, near

app_name = "clusters"
near_pages = [
    path("near/<slug:slug>/", near.Near.as_view(), name="near"),
    path("near/<slug:slug>/all/", near.FindAll.as_view(), name="find-all"),
    path("near/<slug:slug>/<slug:other>/take-back/", near.TakeBack.as_view(), name="take-back"),
]
cluster_pages = [
    path("", groups.Clusters.as_view(), name="list"),
    path("add/", groups.Propose.as_view(), name="add"),
    path("<str:reference>/", groups.OneCluster.as_view(), name="cluster"),
    path("<str:reference>/change/", groups.ChangeCluster.as_view(), name="change"),
    path("<str:reference>/start/", groups.StartCluster.as_view(), name="start"),
    path("<str:reference>/end/", groups.EndCluster.as_view(), name="end"),
    path("<str:reference>/ask/", groups.AskCouncil.as_view(), name="ask"),
    path("<str:reference>/councils/<slug:slug>/", groups.Part.as_view(), name="part"),
    path("<str:reference>/councils/<slug:slug>/answer/", groups.AnswerForCouncil.as_view(), name="answer"),
]
urlpatterns = [*near_pages, *cluster_pages]
