"""The sections an agreement of each kind starts with: guidance for the officer and a first wording to change.

The four headings of the middle part are those of the Warwickshire charter (oc:S9); vision and goals follow
tk:T22, asks and offers tk:T5, roles and hopes oc:S11.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from charters.models import Kind


@dataclass(frozen=True)
class SectionOutline:
    """A section before anyone has written it; `required` sections must have text before sending."""

    key: str
    heading: str
    guidance: str
    starter: str
    required: bool = True


CHARTER = (
    SectionOutline(
        "vision",
        _("Our vision"),
        _("What will be different for residents in five years because the councils worked together?"),
        _(
            "Residents should not need to know which council does what. We want every place to be looked after by "
            "the councils closest to it, each doing what it does best and each able to rely on the other."
        ),
    ),
    SectionOutline(
        "goals",
        _("What we want to achieve"),
        _("Three to five goals that someone could check. Say how you will know that each is reached."),
        _(
            "- Every local council knows by name whom to ask and gets an answer when it was promised.\n"
            "- Local councils are heard before decisions about their area are made.\n"
            "- Services and assets move to the council that can run them best, with the means to do so."
        ),
    ),
    SectionOutline(
        "communication",
        _("Communication"),
        _("Named contacts, how quickly questions are answered, how often you meet, what is shared and how."),
        _(
            "The principal council names an officer for each local council and tells it when that officer changes. "
            "Each local council keeps its own contact details up to date and gives a council-owned address.\n\n"
            "Questions are acknowledged within three working days and answered within ten, or the reason for the "
            "delay is given."
        ),
    ),
    SectionOutline(
        "consultation",
        _("Consultation"),
        _("How long local councils have to answer, how papers are sent, and what they hear back."),
        _(
            "The principal council allows time for a local council to meet before it answers: normally six weeks. "
            "Papers start with a one-page summary. Afterwards each council is told what was decided and how its "
            "answer was taken into account."
        ),
    ),
    SectionOutline(
        "support",
        _("Support"),
        _("Training, advice, equipment and services that either side offers the other."),
        _(
            "Training arranged by one council is open to the others where there are places. The principal council "
            "gives advice on elections, standards and procurement. Local councils share what they know of their "
            "place."
        ),
    ),
    SectionOutline(
        "measurement",
        _("Measuring progress"),
        _("Who looks at the commitments, how often, and where the result can be read."),
        _(
            "Progress with every commitment in this charter is reported once a year to a meeting to which all "
            "signatories are invited, and the report is published."
        ),
    ),
    SectionOutline(
        "roles",
        _("Roles and responsibilities"),
        _("What each tier is responsible for, what stays with whom, and who speaks for each side."),
        _(
            "Each council remains responsible for its own decisions and its own money. Nothing in this charter "
            "takes away a power or a duty of any council.\n\n"
            "The principal council names a lead member and a senior officer for this charter. Each local council "
            "is represented by the person whom it chooses."
        ),
    ),
    SectionOutline(
        "money",
        _("Money"),
        _("Who pays for what, and what happens before either side's costs change. Say so if no money moves."),
        _(
            "This charter itself moves no money. Where a service or an asset moves, its costs, who bears them and "
            "for how long are agreed in writing first. Changes that affect a local council's budget are announced "
            "before it sets its precept."
        ),
    ),
    SectionOutline(
        "review",
        _("Review"),
        _("When the charter is looked at again and who may ask for it earlier."),
        _(
            "The charter is reviewed on the date printed on it. Any signatory may ask for an earlier review in "
            "writing; the principal council answers within six weeks."
        ),
    ),
    SectionOutline(
        "joining",
        _("Joining and leaving"),
        _("How a council joins later, and how it leaves."),
        _(
            "A local council may join at any time by signing the version that is in force. A signatory may leave "
            "by resolution, with three months' notice in writing to the principal council."
        ),
    ),
)

OUTLINES = {Kind.CHARTER: CHARTER}


def outline(kind, key):
    """The outline of one section, or None for a heading of the officer's own."""
    return next((section for section in OUTLINES[kind] if section.key == key), None)
