"""The legal checklist of a transfer (pr:D1 to D5): what has to be looked at, never what follows from it in law.

Each line is answered with the evidence or with the reason for not applying. Which power is relied on (D1) stands with
the two decisions in `transfers.questions`. Deeds of land are not signed here (D5).
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from transfers.asking import Part, Question
from transfers.stages import Side, Stage

P, L = Side.PRINCIPAL, Side.LOCAL
MOST_UNDER_VALUE = 2_000_000_00  # pence; General Disposal Consent (England) 2003, and the one of Wales of the same year
LAND_HELD = ("freehold", "leasehold")


def of_land(transfer):
    """Land or buildings are disposed of: a licence and management leave them where they are."""
    return transfer.moves != "service" and transfer.tenure in LAND_HELD


def check(*, applies, evidence="", more=None):
    """The parts of one line: whether it applies, and the evidence or the reason for not applying."""
    return {
        "is_so": Part(applies),
        "words": Part(_("If yes: what was done? If no: why does it not apply?"), help_text=evidence),
        "reference": Part(_("Where is the evidence?"), needed=False, help_text=_("A file, a minute, a report")),
        "url": Part(_("Where is it published?"), needed=False),
        **(more or {}),
    }


CHECKLIST = (
    Question(
        "valuation", Stage.DECISION, P, _("What is it worth?"),
        _("Land is disposed of for the best price that can reasonably be had, or for less with a reason."),
        {
            "amount_pence": Part(_("Value on the open market")),
            "on": Part(_("Day of the valuation")),
            "reference": Part(_("Who valued it?")),
            "words": Part(_("What does the value rest on?"), needed=False),
        },
        source=_("Local Government Act 1972, section 123; of a parish or community council section 127"),
        asked_of=of_land,
    ),
    Question(
        "price", Stage.DECISION, P, _("What is paid for it?"),
        _("What lies between value and price is the undervalue. It needs a case, and above £2 million a consent."),
        {
            "amount_pence": Part(_("Price, or premium of the lease"), help_text=_("Enter 0 if nothing is paid")),
            "words": Part(
                _("If it is less than the value: what does it do for the area?"), needed=False,
                help_text=_("The economic, social or environmental well-being of those who live there"),
            ),
            "reference": Part(
                _("If it is more than £2 million less: consent of the Secretary of State or the Welsh Ministers"),
                needed=False, help_text=_("Day and reference of the letter"),
            ),
        },
        source=_("General Disposal Consent (England) 2003; for Wales the General Disposal Consent (Wales) 2003"),
        asked_of=of_land,
    ),
    Question(
        "open_space", Stage.DECISION, P, _("Is it open space?"),
        _("A disposal of open space is advertised in a newspaper two weeks running, and objections are considered."),
        check(applies=_("Is it, or is a part of it, open space?"),
              evidence=_("Newspaper, both days, and what became of objections")),
        source=_("Local Government Act 1972, sections 123(2A) and 127(3)"),
        asked_of=of_land,
    ),
    Question(
        "equality", Stage.DECISION, P, _("Whom does it affect more than others?"),
        _("Whoever decides has to know whom a change of place, hours or price shuts out."),
        check(applies=_("Was an equality impact assessment needed?")),
        source=_("Equality Act 2010, section 149"),
    ),
    Question(
        "subsidy", Stage.DECISION, P, _("Is it a subsidy?"),
        _("A price below the value, a dowry or a cheap rent may favour somebody who competes with others."),
        check(applies=_("Does it favour somebody who offers goods or services on a market?")),
        source=_("Subsidy Control Act 2022"),
    ),
    Question(
        "staff", Stage.CONTRACT, P, _("Do people move with it?"),
        _("Whoever works mainly there may move to the new employer with the same terms, after they were consulted."),
        check(applies=_("Does anybody’s employment move?"),
              evidence=_("Say how many, not who: when they were told and consulted")),
        source=_("Transfer of Undertakings (Protection of Employment) Regulations 2006"),
    ),
    Question(
        "vat", Stage.CONTRACT, L, _("What about VAT?"),
        _("Whether VAT is charged on the price and on rents, and what the council can reclaim, is asked beforehand."),
        check(applies=_("Does VAT matter here?"), evidence=_("Whom you asked, and what they said")),
        source=_("Value Added Tax Act 1994, section 33"),
    ),
    Question(
        "insurance", Stage.CONTRACT, L, _("Is it insured from the first day?"),
        _("Buildings, liability, events: ask the insurer before the day."),
        check(applies=_("Does insurance have to change?"), evidence=_("Insurer, policy, from which day")),
        source=_("For employers: Employers’ Liability (Compulsory Insurance) Act 1969"),
    ),
    Question(
        "reorganisation", Stage.CONTRACT, P, _("Is a council being reorganised?"),
        _("Under a direction, a council that will go disposes of nothing without the consent of the one that follows."),
        check(
            applies=_("Is there a direction, or is one expected before the transfer?"),
            more={
                "reference": Part(
                    _("If yes: consent of the council that follows"), needed=False,
                    help_text=_("Its day and reference, or the letter that none is needed"),
                )
            },
        ),
        source=_("Local Government and Public Involvement in Health Act 2007, section 24"),
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Disposal:
    """What land is worth and what is paid for it, in pence; the undervalue is worked out and never stored."""

    value: int
    price: int
    case: str = ""  # what the lower price does for the well-being of the area
    consent: str = ""

    @property
    def undervalue(self):
        return max(0, self.value - self.price)

    @property
    def needs_case(self):
        return self.undervalue > 0 and not self.case

    @property
    def needs_consent(self):
        return self.undervalue > MOST_UNDER_VALUE and not self.consent


def disposal_of(tasks):
    """The Disposal that these answers tell; None until value and price are both among them."""
    told = {task.code: task for task in tasks if task.code in ("valuation", "price") and task.amount_pence is not None}
    if len(told) < 2:
        return None
    price = told["price"]
    return Disposal(told["valuation"].amount_pence, price.amount_pence, price.words, price.reference)
