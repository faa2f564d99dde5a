"""Addresses of the register: an entry and an assessment by their references."""

from django.urls import path

from partnerships.views import assessing, keeping, money, register, risks, sums

app_name = "partnerships"
urlpatterns = [
    path("", register.Register.as_view(), name="list"),
    path("start/", assessing.Start.as_view(), name="start"),
    path("start/<str:reference>/", assessing.ShowAssessment.as_view(), name="assessment"),
    path("start/<str:reference>/case/", assessing.Case.as_view(), name="case"),
    path("start/<str:reference>/decision/", assessing.Decide.as_view(), name="decide"),
    path("risks/", risks.AllRisks.as_view(), name="all-risks"),
    path("sums/", sums.Sums.as_view(), name="sums"),
    path("paper/<slug:slug>/", sums.RegisterPaper.as_view(), name="paper"),
    path("<str:reference>/", register.Entry.as_view(), name="detail"),
    path("<str:reference>/edit/<slug:part>/", keeping.Edit.as_view(), name="edit"),
    path("<str:reference>/parties/", keeping.Parties.as_view(), name="parties"),
    path("<str:reference>/papers/", keeping.Papers.as_view(), name="papers"),
    path("<str:reference>/risks/", risks.Risks.as_view(), name="risks"),
    path("<str:reference>/risks/add/", risks.RaiseRisk.as_view(), name="risk-add"),
    path("<str:reference>/risks/<int:number>/", risks.ChangeRisk.as_view(), name="risk"),
    path("<str:reference>/money/", money.Money.as_view(), name="money"),
    path("<str:reference>/money/<int:year>/", money.MoneyYear.as_view(), name="money-year"),
    path("<str:reference>/renew/", keeping.Renew.as_view(), name="renew"),
    path("<str:reference>/exit/", keeping.Exit.as_view(), name="exit"),
    path("<str:reference>/do/<slug:verb>/", keeping.Move.as_view(), name="move"),
]
