"""What may move from one tier of councils to the other."""

from transfers.models.assets import Asset
from transfers.models.choices import HeldAs, Holding, Kind, Moves, Power, Standing, Tenure, Trigger, Use
from transfers.models.loading import AssetBatch, AssetChange
from transfers.models.money import LeaseBack, TransferMoney
from transfers.models.offers import DevolutionOffer, Interest
from transfers.models.responsibilities import Function, Responsibilities, Responsibility
from transfers.models.statements import YearlyStatement
from transfers.models.transfers import Requirement, Transfer, TransferTask

__all__ = [
    "Asset",
    "AssetBatch",
    "AssetChange",
    "DevolutionOffer",
    "Function",
    "HeldAs",
    "Holding",
    "Interest",
    "Kind",
    "LeaseBack",
    "Moves",
    "Power",
    "Requirement",
    "Responsibilities",
    "Responsibility",
    "Standing",
    "Tenure",
    "Transfer",
    "TransferMoney",
    "TransferTask",
    "Trigger",
    "Use",
    "YearlyStatement",
]
