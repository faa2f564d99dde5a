"""What may move from one tier of councils to the other."""

from transfers.models.assets import Asset
from transfers.models.choices import Holding, Kind, Standing, Tenure, Use
from transfers.models.loading import AssetBatch, AssetChange
from transfers.models.offers import DevolutionOffer, Interest

__all__ = [
    "Asset",
    "AssetBatch",
    "AssetChange",
    "DevolutionOffer",
    "Holding",
    "Interest",
    "Kind",
    "Standing",
    "Tenure",
    "Use",
]
