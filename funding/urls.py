"""Addresses of funding: an opportunity by its public reference."""

from django.urls import path

from funding.views import opportunities

app_name = "funding"
opportunity_pages = [
    path("funding/", opportunities.Opportunities.as_view(), name="list"),
    path("funding/add/", opportunities.Add.as_view(), name="add"),
]
one_opportunity = [
    path("funding/<str:reference>/", opportunities.Detail.as_view(), name="detail"),
    path("funding/<str:reference>/edit/", opportunities.Edit.as_view(), name="edit"),
    path("funding/<str:reference>/closing/", opportunities.Correct.as_view(), name="closing"),
    path("funding/<str:reference>/publish/", opportunities.Publish.as_view(), name="publish"),
    path("funding/<str:reference>/withdraw/", opportunities.Withdraw.as_view(), name="withdraw"),
]
urlpatterns = [*opportunity_pages, *one_opportunity]
