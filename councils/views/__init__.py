"""Pages of councils."""

from councils.views.areas import AreasCsv, AreasToSettle, SettleArea, UnsettleArea
from councils.views.directory import CouncilList, CouncilListCsv, Pick, Suggest
from councils.views.grouping import Group, GroupCheck
from councils.views.imports import ImportApply, ImportNew, ImportReport, ImportRuns, ImportRunsCsv
from councils.views.mailbox import Mailbox
from councils.views.profile import ProfileCheck, ProfileConfirmed, ProfileHistory, ProfilePart, ProfileTasks
from councils.views.records import CouncilRecord, CouncilRecordJson

__all__ = [
    "AreasCsv",
    "AreasToSettle",
    "CouncilList",
    "CouncilListCsv",
    "CouncilRecord",
    "CouncilRecordJson",
    "Group",
    "GroupCheck",
    "ImportApply",
    "ImportNew",
    "ImportReport",
    "ImportRuns",
    "ImportRunsCsv",
    "Mailbox",
    "Pick",
    "ProfileCheck",
    "ProfileConfirmed",
    "ProfileHistory",
    "ProfilePart",
    "ProfileTasks",
    "SettleArea",
    "Suggest",
    "UnsettleArea",
]
