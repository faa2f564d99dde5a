"""People, how they come to the portal and how they prove who they are."""

from accounts.models.complaints import DataComplaint
from accounts.models.handovers import Handover
from accounts.models.invitations import Invitation, InvitationBatch
from accounts.models.joining import JoinRequest
from accounts.models.people import Membership, User
from accounts.models.preferences import HomeChoice, MailChoice, SavedView, SummaryLine
from accounts.models.proof import IdentityProof
from accounts.models.removal import KnownAs, Removal
from accounts.models.resets import SecondFactorReset
from accounts.models.reviews import AccessReview
from accounts.models.signins import OpenSession, SignInTrace

__all__ = [
    "AccessReview",
    "DataComplaint",
    "Handover",
    "HomeChoice",
    "IdentityProof",
    "Invitation",
    "InvitationBatch",
    "JoinRequest",
    "KnownAs",
    "MailChoice",
    "Membership",
    "OpenSession",
    "Removal",
    "SavedView",
    "SecondFactorReset",
    "SignInTrace",
    "SummaryLine",
    "User",
]
