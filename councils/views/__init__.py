"""Pages of councils."""

from councils.views.areas import AreasToSettle, SettleArea
from councils.views.directory import CouncilList, CouncilListCsv, Pick, Suggest
from councils.views.mailbox import Mailbox
from councils.views.profile import ProfileCheck, ProfileConfirmed, ProfileHistory, ProfilePart, ProfileTasks

__all__ = [
    "AreasToSettle",
    "CouncilList",
    "CouncilListCsv",
    "Mailbox",
    "Pick",
    "ProfileCheck",
    "ProfileConfirmed",
    "ProfileHistory",
    "ProfilePart",
    "ProfileTasks",
    "SettleArea",
    "Suggest",
]
