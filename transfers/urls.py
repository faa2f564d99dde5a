"""Addresses of assets and services: each by its public reference."""

from django.urls import path

from transfers.views import (
    assets,
    costs,
    keeping,
    loading,
    money,
    offers,
    responsibilities,
    statements,
    steps,
    transfers,
)

app_name = "transfers"
offer_pages = [
    path("offers/", offers.Devolutions.as_view(), name="devolutions"),
    path("offers/add/", offers.AddDevolution.as_view(), name="devolution-add"),
    path("offers/<str:reference>/", offers.Devolution.as_view(), name="devolution"),
    path("offers/<str:reference>/change/", offers.ChangeDevolution.as_view(), name="devolution-change"),
    path("offers/<str:reference>/publish/", offers.PublishDevolution.as_view(), name="devolution-publish"),
    path("offers/<str:reference>/end/", offers.EndDevolution.as_view(), name="devolution-end"),
    path("offers/<str:reference>/councils/<slug:slug>/", offers.Say.as_view(), name="say-interest"),
    path("offers/<str:reference>/standing/<slug:slug>/", offers.Standing.as_view(), name="standing"),
]
transfer_pages = [
    path("transfers/", transfers.Transfers.as_view(), name="transfers"),
    path("transfers/add/", transfers.BeginTransfer.as_view(), name="begin"),
    path("transfers/asked/", steps.Requirements.as_view(), name="requirements"),
    path("transfers/<str:reference>/", transfers.OneTransfer.as_view(), name="transfer"),
    path("transfers/<str:reference>/change/", transfers.Describe.as_view(), name="describe"),
    path("transfers/<str:reference>/pdf/", transfers.Paper.as_view(), name="paper"),
    path("transfers/<str:reference>/money/", money.Money.as_view(), name="money"),
    path("transfers/<str:reference>/money/change/", money.KeepMoney.as_view(), name="money-change"),
    path("transfers/<str:reference>/money/rooms/<slug:code>/", money.KeepLease.as_view(), name="lease-back"),
    path(
        "transfers/<str:reference>/responsibilities/",
        responsibilities.KeepResponsibilities.as_view(),
        name="responsibilities",
    ),
    path("transfers/<str:reference>/questions/<slug:code>/", steps.Answer.as_view(), name="task"),
    path("transfers/<str:reference>/questions/<slug:code>/back/", steps.SendBack.as_view(), name="send-back"),
    path("transfers/<str:reference>/step/<slug:verb>/", steps.TakeStep.as_view(), name="step"),
]
year = "transfers/<str:reference>/money/<int:year>/"
transfer_pages += [
    path(year, statements.Year.as_view(), name="year"),
    path(f"{year}change/", statements.KeepYear.as_view(), name="year-change"),
    path(f"{year}issue/", statements.IssueYear.as_view(), name="year-issue"),
    path(f"{year}answer/", statements.AnswerYear.as_view(), name="year-answer"),
    path(f"{year}pdf/", statements.YearPaper.as_view(), name="year-pdf"),
]
asset_pages = [
    path("", assets.Assets.as_view(), name="list"),
    path("costs/", costs.Costs.as_view(), name="costs"),
    path("add/", keeping.Add.as_view(), name="add"),
    path("load/", loading.Upload.as_view(), name="upload"),
    path("load/template/", loading.Template.as_view(), name="template"),
    path("load/<uuid:public_id>/", loading.Apply.as_view(), name="apply"),
    path("<str:reference>/", assets.AssetDetail.as_view(), name="asset"),
    path("<str:reference>/change/", keeping.Change.as_view(), name="change"),
    path("<str:reference>/offer/", keeping.Offer.as_view(), name="offer"),
    path("<str:reference>/readers/", keeping.Withhold.as_view(), name="withhold"),
]
urlpatterns = [*offer_pages, *transfer_pages, *asset_pages]
