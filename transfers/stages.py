"""The way of a transfer, stage by stage; what each stage asks stands in `transfers.questions`."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Stage(models.TextChoices):
    """Where a transfer stands; the first seven are gone through one by one."""

    IDENTIFIED = "identified", _("Identified")
    INTEREST = "interest", _("Interest")
    CRITERIA = "criteria", _("Criteria")
    PLAN = "plan", _("Plan")
    CONSULTATION = "consultation", _("Consultation")
    DECISION = "decision", _("Decision")
    CONTRACT = "contract", _("Contract")
    LIVE = "live", _("Live")
    REVIEW = "review", _("Review")
    RETURNED = "returned", _("Returned")
    STOPPED = "stopped", _("Not going ahead")


class Side(models.TextChoices):
    PRINCIPAL = "principal", _("Principal council")
    LOCAL = "local", _("Local council")


PATH = (
    Stage.IDENTIFIED, Stage.INTEREST, Stage.CRITERIA, Stage.PLAN, Stage.CONSULTATION, Stage.DECISION, Stage.CONTRACT,
)  # fmt: skip
RUNNING = (Stage.LIVE, Stage.REVIEW)
OVER = (Stage.RETURNED, Stage.STOPPED)


def place(stage):
    """How far along a stage is; stages of the end lie behind all others."""
    order = [*PATH, *RUNNING]
    return order.index(stage) if stage in order else len(order)
