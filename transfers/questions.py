"""What each stage of a transfer asks of which side; the rules of the guide behind it are oc:S19.

A new question is one line in `WAY`, one about the law in `transfers.checklist`. What a principal council asks beside
them, its criteria and what it asks from a value on, are its own `Requirement`s. A transfer is asked what stood here and
there when it was begun or changed.
"""

from django.utils.translation import gettext_lazy as _

from transfers.asking import Part, Question
from transfers.checklist import CHECKLIST
from transfers.stages import Side, Stage

P, L = Side.PRINCIPAL, Side.LOCAL
POWERS = _("Local Government Act 1972, sections 101, 111, 123, 124 and 136; Localism Act 2011, section 1")
DECIDED_WHY = _("Body, day, minute and the power relied on: whoever audits it asks for these first.")
DECIDED = {
    "words": Part(_("Which body decided, and what?")),
    "on": Part(_("Day of the decision")),
    "reference": Part(_("Minute reference")),
    "power": Part(
        _("On which power does it rest?"),
        help_text=_("A local council relies on the general power of competence only while it is eligible for it"),
    ),
    "url": Part(_("Where is it published?"), needed=False),
}
WAY = (
    Question(
        "saving", Stage.IDENTIFIED, P, _("Is it offered to save money?"),
        _("What is offered only because nobody wants to pay for it fails. Say so openly, and what helps."),
        {
            "is_so": Part(_("Would it be closed or cut if nobody took it on?")),
            "words": Part(_("What does your council put in, so that it can do well?")),
        },
    ),
    Question(
        "better", Stage.INTEREST, L, _("Why is it better here?"),
        _("Better paid for, better run, or run for another goal: opening hours, look and feel, use."),
        {"words": Part(_("What will be better for residents, and how will they notice?"))},
    ),
    Question(
        "principle", Stage.INTEREST, L, _("Is there a plan, or only the wish to have it?"),
        _("What is wanted on principle, without an idea how to run it, comes back."),
        {
            "is_so": Part(_("Do you know today who would run it, and with what money?")),
            "words": Part(_("What do you know, and what do you still have to find out?")),
        },
    ),
    Question(
        "resolution", Stage.INTEREST, L, _("Who has decided to ask for it?"),
        _("A clerk or a councillor cannot bind the council. Name the meeting."),
        {"on": Part(_("Day of the meeting")), "reference": Part(_("Minute reference"))},
    ),
    Question(
        "running", Stage.PLAN, L, _("How will it be run?"),
        _("Who opens, cleans, repairs, takes bookings; volunteers, staff, a company."),
        {"words": Part(_("How will it be run, and by whom?"))},
    ),
    Question(
        "forecast", Stage.PLAN, L, _("What will it cost to run?"),
        _("Without a forecast of the running costs nobody can agree to it."),
        {
            "amount_pence": Part(_("Running costs of a year, after income")),
            "words": Part(_("How did you work it out?"), needed=False),
        },
    ),
    Question(
        "consulted", Stage.CONSULTATION, L, _("What do residents say?"),
        _("Ask about the service and about the precept together."),
        {
            "reference": Part(_("Name of the consultation")),
            "on": Part(_("Last day for answers")),
            "words": Part(_("What was the result?")),
            "url": Part(_("Where is it published?"), needed=False),
        },
    ),
    Question(
        "precept", Stage.CONSULTATION, L, _("What does it mean for the precept?"), "",
        {
            "amount_pence": Part(_("For a Band D household in a year"), help_text=_("Enter 0 if nothing changes")),
            "words": Part(_("How were residents told?")),
        },
    ),
    Question(
        "decided_principal", Stage.DECISION, P, _("Has the principal council decided?"),
        DECIDED_WHY, DECIDED, source=POWERS,
    ),
    Question(
        "decided_local", Stage.DECISION, L, _("Has the local council decided?"),
        DECIDED_WHY, DECIDED, source=POWERS,
    ),
    Question(
        "signed", Stage.CONTRACT, P, _("What was signed?"),
        _("Deeds of land are signed on paper with witnesses, not here. Name what was signed and where it lies."),
        {
            "words": Part(_("Which papers, signed by whom?")),
            "on": Part(_("Day of the last signature")),
            "reference": Part(_("Where does it lie?"), help_text=_("Deed number, or the file of the lawyers")),
        },
    ),
    Question(
        "handed_over", Stage.CONTRACT, P, _("What is handed over with it?"), "",
        {"words": Part(_("Keys, records, bookings, staff, training: what, when and to whom?"))},
    ),
    Question(
        "went", Stage.REVIEW, L, _("How does it go?"),
        _("Against what was said at the start: is it better here?"),
        {"words": Part(_("What is better, what is not, what do residents say?")), "on": Part(_("Day of the review"))},
    ),
    Question(
        "seen", Stage.REVIEW, P, _("How does the principal council see it?"), "",
        {"words": Part(_("What would you do another time, and what follows now?"))},
    ),
)  # fmt: skip
OWN_PARTS = {"is_so": Part(_("Is it met?")), "words": Part(_("How do you know?"))}
QUESTIONS = (*CHECKLIST, *WAY)  # within a stage the checklist comes first: a decision rests on it
ASKED = {question.code: question for question in QUESTIONS}
