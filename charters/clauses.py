"""Clauses to pick into an agreement or memorandum: the portal's in our own words, and those of a principal."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from charters.models import Clause, Kind
from charters.outlines import OUTLINES

SHARING = _("Guide to sharing services between councils: what its agreements hold")
TOOLKIT = _("Guide to partnerships: the twelve contents of an agreement")
GROUPS = _("Guide to working with resident groups")


@dataclass(frozen=True)
class Wording:
    """A clause as an officer may pick it; `part` is the section of an agreement to which it belongs."""

    key: str
    part: str
    title: str
    body: str
    source: str
    is_own: bool = False


SHIPPED = (
    Wording("named-people", "parties", _("Who speaks for each partner"), _(
        "Each partner names one person who speaks for it and one who stands in. It tells the others within a week "
        "when either of them changes."), GROUPS),
    Wording("outcomes", "aims", _("Outcomes, not only a specification"), _(
        "The partners want the outcomes named in this agreement. Doing what a specification says is not enough if "
        "the outcome is not reached."), SHARING),
    Wording("best-standard", "aims", _("The standard of the best"), _(
        "Where services are brought together, each of them is brought to the standard of the partner that does it "
        "best. Nobody’s service gets worse without that partner’s consent."), SHARING),
    Wording("joining", "timeline", _("Joining later"), _(
        "Another council or body can join when all partners agree. It joins on the terms of this agreement, from the "
        "start of a financial year, and pays its share of what it uses from then on."), SHARING),
    Wording("leaving", "timeline", _("Leaving"), _(
        "A partner can leave at the end of a term with the notice that was agreed. It bears the costs that its "
        "leaving causes and those that it caused before, and it helps to hand over. The others go on if they "
        "can."), SHARING),
    Wording("ending", "timeline", _("The end and what follows"), _(
        "The partnership ends on the day or with the event named here. Before it ends, the partners agree in "
        "writing who gets what was bought together, what becomes of the staff, who pays what is still owed, and who "
        "looks after what remains."), TOOLKIT),
    Wording("no-agency", "legal", _("Each stays its own body"), _(
        "Nothing in this agreement makes one partner the agent, employer or legal partner of another. Each keeps its "
        "statutory duties and its statutory officers."), TOOLKIT),
    Wording("risk-reward", "risk", _("Shared risk and reward"), _(
        "Savings and losses are shared in the same parts as the costs. A partner that causes a loss by breaking this "
        "agreement bears that loss alone."), SHARING),
    Wording("guaranteed-saving", "risk", _("A saving that is promised"), _(
        "Each partner is promised the saving that the business case names for it. If a year falls short, the partner "
        "that runs the service makes up the difference in the next year, or the partners agree otherwise in "
        "writing."), SHARING),
    Wording("risk-list", "risk", _("The list of risks"), _(
        "The lead officer keeps one list of risks for all partners: what could happen, how likely it is, how bad it "
        "would be, who watches it and what is done. It is looked through at every meeting."), TOOLKIT),
    Wording("reserved", "governance", _("Matters reserved to each council"), _(
        "These matters stay with each council and are decided by nobody else:\n- its budget and its council tax\n"
        "- its policies and the level of its services\n- which of the shared services it takes\n"
        "- joining, leaving and changing this agreement"), SHARING),
    Wording("scrutiny", "governance", _("Scrutiny"), _(
        "The scrutiny committee of each council may look into any shared service. It may ask any officer who works "
        "for the partnership to attend and to give the papers it needs. Members may review a service at any time."),
        SHARING),
    Wording("help-each-other", "governance", _("Helping each other with expertise"), _(
        "A partner that needs expertise asks the others first. Help of up to five days a year is given free. For "
        "more, the cost is paid."), SHARING),
    Wording("consensus", "decisions", _("By agreement of all"), _(
        "Decisions are made by agreement of all partners who are present. If that fails, the matter goes to the "
        "leaders of the partners, who meet within a month. Until then nothing changes."), GROUPS),
    Wording("majority", "decisions", _("By majority"), _(
        "Each partner has one vote. A decision needs more than half of all votes. Money is spent only if the partner "
        "that pays it agrees. The chair has no second vote."), GROUPS),
    Wording("shared-vote", "decisions", _("Councillors share one vote"), _(
        "The councillors on the board have one vote between them, so that residents or community partners are not "
        "outvoted. They agree beforehand how to use it."), GROUPS),
    Wording("abstaining", "decisions", _("Who does not take part"), _(
        "Whoever has an interest of their own in a matter says so and takes no part in it. Councillors who will "
        "decide about the same matter in their council may abstain."), GROUPS),
    Wording("data", "checks", _("Sharing personal data"), _(
        "Personal data are shared only where the work needs it. Before anything is shared, the partners write down "
        "which data, why, on what legal basis, for how long and who answers for them. A breach is told to the "
        "others within 24 hours."), TOOLKIT),
    Wording("insurance", "checks", _("Insurance"), _(
        "Each partner is insured for what it does in the partnership and shows the proof when asked. A small "
        "partner is covered by the insurance of the accountable body where that is possible."), TOOLKIT),
    Wording("only-what-is-needed", "checks", _("No paper that is only a habit"), _(
        "A partner is asked only for papers that a law or a written policy requires. Where something is only a "
        "habit, it is not asked for."), GROUPS),
    Wording("yearly-money", "money", _("Contributions for each year"), _(
        "Each partner’s contribution for the coming year is agreed in writing by 30 November, so that it can be "
        "part of every partner’s budget. Without agreement last year’s contributions stay."), TOOLKIT),
    Wording("account", "money", _("The account"), _(
        "The accountable body keeps a separate account and shows it to all partners twice a year. It spends within "
        "the budget that was agreed. More than a tenth over any line needs the consent of all."), TOOLKIT),
    Wording("yearly-look", "monitoring", _("Looking at it once a year"), _(
        "Once a year the partners look together at what was reached, what it cost and what they learned about "
        "working together. The result is one page that each partner publishes."), TOOLKIT),
    Wording("contact-plan", "communication", _("Who hears what, how and when"), _(
        "- Partners who do the work: a call every fortnight, by their contact persons.\n"
        "- Partners who pay or support: a written update every quarter, by e-mail.\n"
        "- Councillors of all partners: a one-page report twice a year.\n"
        "- Residents: news on each partner’s website, and one event a year."), GROUPS),
    Wording("good-and-bad", "communication", _("Good news and bad news"), _(
        "Every meeting has two fixed items: what worked and what did not. Bad news is told early and by a person, "
        "not by e-mail. A change of staff or leaders is told before it happens."), GROUPS),
    Wording("credit", "communication", _("Speaking in public"), _(
        "In public, every partner is named for its part. Nobody announces for another. Press enquiries are answered "
        "by the partner that is asked, after a call to the others."), GROUPS),
    Wording("residents-part", "residents", _("How residents take part"), _(
        "Residents are asked before plans are fixed, in the places where they are and at times when they can come. "
        "They are told what became of what they said."), GROUPS),
)  # fmt: skip

MEMORANDUM_PARTS = {  # which clauses fit into a section of a memorandum
    "purpose": ("aims",),
    "roles": ("parties", "governance"),
    "working": ("decisions", "communication", "monitoring"),
    "limits": ("legal", "risk", "checks", "money"),
    "ending": ("timeline",),
}
PART_CHOICES = [(part.key, part.heading) for part in OUTLINES[Kind.PARTNERSHIP]]


def library_of(council):
    """Every clause that officers of a principal may pick: its own wording instead of the portal's where it has one."""
    own = {row.key: row for row in Clause.objects.filter(council=council)}
    shipped = [_own(own.pop(each.key)) if each.key in own else each for each in SHIPPED]
    return [*shipped, *(_own(row) for row in sorted(own.values(), key=lambda row: (row.title, row.pk)))]


def shipped(key):
    """The portal's wording of a clause, or None."""
    return next((each for each in SHIPPED if each.key == key), None)


def fitting(agreement, section_key):
    """The clauses that fit into a section of an agreement or memorandum; none for other kinds."""
    parts = {
        Kind.PARTNERSHIP: (section_key,),
        Kind.MEMORANDUM: MEMORANDUM_PARTS.get(section_key, ()),
    }.get(agreement.kind, ())
    return [each for each in library_of(agreement.convener) if each.part in parts] if parts else []


def _own(row):
    return Wording(row.key, row.part, row.title, row.body, row.source, is_own=True)
