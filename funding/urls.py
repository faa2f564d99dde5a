"""Addresses of funding: an opportunity by its public reference."""

from django.urls import path

from funding.views import awards, digests, loading, matching, opportunities, subscriptions

app_name = "funding"
opportunity_pages = [
    path("funding/", opportunities.Opportunities.as_view(), name="list"),
    path("funding/add/", opportunities.Add.as_view(), name="add"),
    path("funding/load/", loading.Upload.as_view(), name="upload"),
    path("funding/load/template/", loading.Template.as_view(), name="template"),
    path("funding/load/<uuid:public_id>/", loading.Apply.as_view(), name="apply"),
]
award_pages = [
    path("funding/awards/", awards.Awards.as_view(), name="awards"),
    path("funding/awards/load/", awards.LoadAwards.as_view(), name="load-awards"),
]
digest_pages = [
    path("funding/e-mails/", subscriptions.Subscriptions.as_view(), name="subscriptions"),
    path("funding/e-mails/<str:key>/", subscriptions.ReaderChoices.as_view(), name="reader"),
    path("funding/e-mails/<str:key>/stop/", subscriptions.StopDigests.as_view(), name="stop"),
    path("funding/digests/", digests.Digests.as_view(), name="digests"),
    path("funding/digests/note/<slug:slug>/", digests.Note.as_view(), name="digest-note"),
    path("funding/digests/preview/<slug:slug>/", digests.Preview.as_view(), name="digest-preview"),
    path("funding/digests/<uuid:public_id>/", digests.DigestPage.as_view(), name="digest"),
    path("funding/digests/<uuid:public_id>/print/", digests.PrintDigest.as_view(), name="digest-print"),
]
one_opportunity = [
    path("funding/<str:reference>/", opportunities.Detail.as_view(), name="detail"),
    path("funding/<str:reference>/edit/", opportunities.Edit.as_view(), name="edit"),
    path("funding/<str:reference>/closing/", opportunities.Correct.as_view(), name="closing"),
    path("funding/<str:reference>/publish/", opportunities.Publish.as_view(), name="publish"),
    path("funding/<str:reference>/withdraw/", opportunities.Withdraw.as_view(), name="withdraw"),
]
council_pages = [
    path("councils/<slug:slug>/funding/", matching.CouncilFunding.as_view(), name="council"),
    path("funding/<str:reference>/calendar/", matching.Calendar.as_view(), name="calendar"),
    path("funding/<str:reference>/councils/<slug:slug>/", matching.GiveAnswer.as_view(), name="answer"),
]
urlpatterns = [*opportunity_pages, *award_pages, *digest_pages, *one_opportunity, *council_pages]
