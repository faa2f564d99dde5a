"""Addresses of the register: an entry and an assessment by their references."""

from django.urls import path

from partnerships.views import assessing, keeping, register

app_name = "partnerships"
urlpatterns = [
    path("", register.Register.as_view(), name="list"),
    path("start/", assessing.Start.as_view(), name="start"),
    path("start/<str:reference>/", assessing.ShowAssessment.as_view(), name="assessment"),
    path("start/<str:reference>/case/", assessing.Case.as_view(), name="case"),
    path("start/<str:reference>/decision/", assessing.Decide.as_view(), name="decide"),
    path("<str:reference>/", register.Entry.as_view(), name="detail"),
    path("<str:reference>/edit/<slug:part>/", keeping.Edit.as_view(), name="edit"),
    path("<str:reference>/parties/", keeping.Parties.as_view(), name="parties"),
    path("<str:reference>/papers/", keeping.Papers.as_view(), name="papers"),
    path("<str:reference>/renew/", keeping.Renew.as_view(), name="renew"),
    path("<str:reference>/exit/", keeping.Exit.as_view(), name="exit"),
    path("<str:reference>/do/<slug:verb>/", keeping.Move.as_view(), name="move"),
]
