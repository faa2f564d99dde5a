"""Addresses of assets and services: each by its public reference."""

from django.urls import path

from transfers.views import assets, costs, keeping, loading

app_name = "transfers"
urlpatterns = [
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
