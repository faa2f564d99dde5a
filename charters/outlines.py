"""The sections an agreement of each kind starts with: guidance for the officer and a first wording to change.

The four headings of the middle part are those of the Warwickshire charter (oc:S9); vision and goals follow
tk:T22, asks and offers tk:T5, roles and hopes oc:S11. A one-way commitment follows pr table 1b, a memorandum oc:S47.
"""

from django.utils.translation import gettext_lazy as _

from charters.models import Kind
from charters.outlines_of_subjects import CLUSTER, TRANSFER
from charters.section_outlines import SectionOutline

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

ONE_WAY = (
    SectionOutline(
        "vision",
        _("Why we make this commitment"),
        _("What local councils and residents can count on. Only your council promises something here."),
        _(
            "Town and parish councils know their places best. This is what our council will do for them, whether or "
            "not they do anything in return. They are asked to sign nothing."
        ),
    ),
    SectionOutline(
        "communication",
        _("How we keep in touch"),
        _("Named contacts, one address for urgent questions, how quickly questions are answered."),
        _(
            "We name a cabinet member as champion of local councils, a senior officer, and one address for urgent "
            "questions. We publish the list of contacts and bring it up to date every six months.\n\n"
            "Questions are acknowledged within three working days and answered within ten."
        ),
    ),
    SectionOutline(
        "consultation",
        _("How we listen before we decide"),
        _("How long local councils have to answer, and what they hear back."),
        _(
            "We allow at least six weeks for every consultation that concerns local councils, and tell each of them "
            "what was decided and how its answer was taken into account."
        ),
    ),
    SectionOutline(
        "support",
        _("What help we give"),
        _("Training, advice, equipment and services that you offer."),
        _("Our training is open to clerks and councillors where there are places. We give advice on elections, "
          "standards and planning."),
    ),
    SectionOutline(
        "measurement",
        _("How anyone can tell that we keep it"),
        _("Where you publish how you did, and how often. Local councils can comment on each report."),
        _(
            "We publish twice a year how each commitment stands. Local councils can comment on every report, and their "
            "comments are part of the record."
        ),
    ),
    SectionOutline(
        "review",
        _("Review"),
        _("When you look at it again, and how local councils are heard."),
        _("We look at this commitment again on the date printed on it and ask local councils before we change it."),
    ),
)  # fmt: skip

MEMORANDUM = (
    SectionOutline(
        "purpose",
        _("What we want together"),
        _("Two or three sentences: the priorities that both sides share."),
        _("We want to work together on what matters to both of us, and to say early what we expect of each other."),
    ),
    SectionOutline(
        "roles",
        _("Who does what"),
        _("Who speaks for each side, and what each looks after."),
        _("Each council names one person as its contact. Each remains responsible for its own decisions and money."),
    ),
    SectionOutline(
        "working",
        _("How we work"),
        _("How often you talk, how quickly you answer, who takes the notes."),
        _("Our contacts talk at least once a quarter and answer each other within ten working days."),
    ),
    SectionOutline(
        "flexibility",
        _("Where we can be flexible"),
        _("What either side can adapt without asking the other first."),
        _("Dates and ways of working can be adapted between the contacts. What costs money cannot."),
    ),
    SectionOutline(
        "limits",
        _("What we cannot do"),
        _("Say it now: requests that cannot be met, and liabilities that nobody takes over."),
        _("This memorandum moves no money, no staff and no liability, and is not meant to be enforced in court."),
    ),
    SectionOutline(
        "ending",
        _("Review and end"),
        _("When you look at it again and how either side ends it."),
        _("We look at it once a year. Either side can end it by writing to the other."),
        required=False,
    ),
)

DEAL = (
    SectionOutline(
        "place",
        _("The place and what it wants"),
        _("Which places the deal is about, and what residents should notice."),
        _("This deal is about services and assets that people in our towns and villages use every day."),
    ),
    SectionOutline(
        "bargain",
        _("How asks and offers become commitments"),
        _("Who agrees to an ask or takes up an offer, and by when the other side hears."),
        _(
            "Each side writes down what it asks and what it offers. What both agree becomes a commitment with a "
            "measure and a date. What is not agreed yet stays an ask or an offer, and is answered in writing within "
            "three months."
        ),
    ),
    SectionOutline(
        "means",
        _("Money, people and assets that move"),
        _("What comes with a task: money, staff, equipment, leases. Say so if nothing moves."),
        _("A task moves only with what it needs. Costs are set out and agreed in writing before anything moves."),
    ),
    SectionOutline(
        "delivery",
        _("How we see that it happens"),
        _("Who looks at the commitments, how often, and who is told if one slips."),
        _("Both sides look at the commitments every quarter and publish how they stand once a year."),
    ),
    SectionOutline(
        "failure",
        _("If it does not work"),
        _("How a task comes back, and what happens to what it came with."),
        _("Either side can ask to talk at once. If nothing else helps, a task goes back after six months’ notice."),
    ),
    SectionOutline(
        "review",
        _("Review"),
        _("When you look at the deal again."),
        _("The deal is looked at again on the date printed on it, with new asks and offers of both sides."),
        required=False,
    ),
)

PARTNERSHIP = (
    SectionOutline(
        "parties",
        _("The partners"),
        _("Who they are, who speaks for each, and who answers for the money."),
        _("Each partner names one person who speaks for it, and a deputy. A change is told to the others at once."),
    ),
    SectionOutline(
        "aims",
        _("Aims and what should come of it"),
        _("What you want to reach, and how anyone can tell. More than that a contract was kept."),
        _(
            "We want the outcomes named here, not only the work described. Where services are brought together, all "
            "partners get the standard of the best of them."
        ),
    ),
    SectionOutline(
        "timeline",
        _("Milestones, time and the end"),
        _("From when to when, what is reached by when, when you look at it, how it ends and what happens then."),
        _(
            "A partner can leave at the end of a term with the notice that was agreed. It bears what it caused before "
            "it left, and helps to hand over. Another partner can join when all agree, on the terms of this agreement."
        ),
    ),
    SectionOutline(
        "legal",
        _("Legal standing"),
        _("On which law it rests, in what form, and what it is not."),
        _(
            "Each partner stays a body of its own and keeps its duties and its statutory officers. Nothing in this "
            "agreement makes one partner the agent or employer of another."
        ),
        required=False,
    ),
    SectionOutline(
        "risk",
        _("Risk and reward"),
        _("Who bears which risk, who gains, who keeps the list of risks and how often you look at it."),
        _(
            "Gains and losses are shared in the same parts as costs, unless something else is written here. Each "
            "partner bears the risk of its own mistakes. The list of risks is looked through at every meeting."
        ),
        required=False,
    ),
    SectionOutline(
        "governance",
        _("How it is steered"),
        _("Which group steers it, how often it meets, what stays with each council, who may look in."),
        _(
            "These matters stay with each council: its budget, its policies, which services it takes, and leaving.\n\n"
            "Each council's scrutiny committee may look into the partnership and ask its staff to come."
        ),
    ),
    SectionOutline(
        "decisions",
        _("Decision rules"),
        _("By agreement or by votes; how many votes each has; who abstains; what happens when you cannot agree."),
        _(
            "We decide by agreement of all. Where that fails, the partners' leaders talk within a month. Whoever has "
            "an interest of their own says so and does not take part."
        ),
        required=False,
    ),
    SectionOutline(
        "roles",
        _("Who does what"),
        _("The tasks and duties of every partner, the sponsor and those who keep it going."),
        _(
            "A sponsor stands up for the partnership, a lead officer keeps it going, and each partner does what it "
            "took on."
        ),
    ),
    SectionOutline(
        "checks",
        _("Checks: buying, safety, data, insurance"),
        _("Procurement, health and safety, data protection, insurance, rules of the trade. As little as is needed."),
        _(
            "Personal data are shared only where this is needed, by an agreement that says which, why, how long and "
            "who answers for them. Every partner is insured for what it does. What is only a habit is not asked for."
        ),
        required=False,
    ),
    SectionOutline(
        "money",
        _("Money"),
        _("What each partner pays in each year, who keeps the account, who may spend, what is reported and when."),
        _("The accountable body keeps the account and shows it to all partners twice a year."),
    ),
    SectionOutline(
        "monitoring",
        _("How we see how it goes"),
        _("What is measured, by whom, how often, who hears of it, how lessons are kept."),
        _("Once a year the partners look together at what was reached and what was learned, and write it down."),
    ),
    SectionOutline(
        "residents",
        _("Residents"),
        _("How residents take part, and how they hear what became of what they said."),
        _("Residents are asked before plans are fixed, and are told what became of what they said."),
        required=False,
    ),
    SectionOutline(
        "communication",
        _("Communication plan"),
        _("Who hears what, how and how often; who needs close contact; how bad news is told; who speaks in public."),
        _(
            "Partners meet to talk about what went well and what did not, not only when there is trouble. Bad news is "
            "told early. In public, every partner is named for its part."
        ),
        required=False,
    ),
    SectionOutline(
        "other",
        _("What else was agreed"),
        _("Whatever belongs to this partnership alone."),
        "",
        required=False,
    ),
)

OUTLINES = {
    Kind.CHARTER: CHARTER, Kind.MEMORANDUM: MEMORANDUM, Kind.DEAL: DEAL, Kind.PARTNERSHIP: PARTNERSHIP,
    Kind.TRANSFER: TRANSFER, Kind.CLUSTER: CLUSTER,
}  # fmt: skip


def outline_of(agreement):
    """The sections that an agreement starts with."""
    return ONE_WAY if agreement.one_way else OUTLINES[agreement.kind]


def outline(agreement, key):
    """The outline of one section, or None for a heading of the officer's own."""
    return next((section for section in outline_of(agreement) if section.key == key), None)
