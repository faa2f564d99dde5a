"""Addresses of what local councils do together."""

from django.urls import path

from clusters.views import groups, health, near, posts, schedules

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
    path("<str:reference>/health/", health.Health.as_view(), name="health"),
    path("<str:reference>/health/<slug:slug>/", health.CheckHealth.as_view(), name="health-check"),
    path("<str:reference>/confirm/", health.Confirm.as_view(), name="confirm"),
    path("<str:reference>/document/", groups.WorkingDocument.as_view(), name="document"),
    path("<str:reference>/ask/", groups.AskCouncil.as_view(), name="ask"),
    path("<str:reference>/councils/<slug:slug>/", groups.Part.as_view(), name="part"),
    path("<str:reference>/councils/<slug:slug>/answer/", groups.AnswerForCouncil.as_view(), name="answer"),
]
post_pages = [
    path("posts/", posts.Posts.as_view(), name="posts"),
    path("posts/add/", posts.AddPost.as_view(), name="post-add"),
    path("posts/<str:reference>/", posts.Post.as_view(), name="post"),
    path("posts/<str:reference>/change/", posts.ChangePost.as_view(), name="post-change"),
    path("posts/<str:reference>/end/", posts.EndPost.as_view(), name="post-end"),
    path("posts/<str:reference>/offer/", posts.OfferShare.as_view(), name="share-offer"),
    path("posts/<str:reference>/recharge/", posts.Recharge.as_view(), name="recharge"),
    path("posts/<str:reference>/parts/<int:pk>/agree/", posts.AgreeShare.as_view(), name="share-agree"),
    path("posts/<str:reference>/parts/<int:pk>/release/", posts.ReleaseShare.as_view(), name="share-release"),
    path("posts/<str:reference>/parts/<int:pk>/end/", posts.EndShare.as_view(), name="share-end"),
]
schedule_pages = [
    path("shares/", schedules.Schedules.as_view(), name="schedules"),
    path("shares/add/", schedules.BeginSchedule.as_view(), name="schedule-add"),
    path("shares/<str:reference>/", schedules.ShowSchedule.as_view(), name="schedule"),
    path("shares/<str:reference>/fill/", schedules.FillSchedule.as_view(), name="schedule-fill"),
    path("shares/<str:reference>/councils/add/", schedules.AddCouncil.as_view(), name="schedule-council"),
    path("shares/<str:reference>/councils/<int:pk>/", schedules.TakeOut.as_view(), name="schedule-take-out"),
]
urlpatterns = [*post_pages, *schedule_pages, *near_pages, *cluster_pages]
