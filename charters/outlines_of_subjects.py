"""Outlines of agreements that are begun by another part of the portal: of a transfer, of a cluster.

What moves and who does what follow oc:S19 to oc:S21, the working document of a cluster oc:S14 to oc:S17 and tk:T26.
"""

from django.utils.translation import gettext_lazy as _

from charters.section_outlines import SectionOutline

TRANSFER = (
    SectionOutline(
        "moves",
        _("What moves"),
        _("What exactly, from which day on, how it is held, what comes with it."),
        _("Deeds of land are signed on paper with witnesses. This agreement says what the councils expect."),
    ),
    SectionOutline(
        "better",
        _("Why it moves"),
        _("What residents will notice, and by what you will both see that it was right."),
        _("Both councils look back after a year at what they expected when they agreed."),
    ),
    SectionOutline(
        "roles",
        _("Who does what"),
        _("Function by function: nobody should find a gap in the first winter."),
        _("What is not named here stays with the council that did it before. Each names one person for questions."),
    ),
    SectionOutline(
        "money",
        _("Money"),
        _("The rule, what is paid when, who keeps the account, what happens if it costs more."),
        _("Whoever keeps the account shows the other side by the end of June what the year before cost."),
    ),
    SectionOutline(
        "standard",
        _("The standard of it"),
        _("What is done at the least, and who pays for what is done beyond it."),
        _("Neither side lowers the standard without asking the other."),
        required=False,
    ),
    SectionOutline(
        "failure",
        _("If it does not work"),
        _("Who tells whom, how long you try, how it comes back and in which state."),
        _("Either side can ask to talk at once. If nothing else helps, it goes back after twelve months’ notice."),
    ),
    SectionOutline(
        "review",
        _("Review"),
        _("When you look at it, and what may follow."),
        _("We look at it together a year after the first day, and then every three years."),
        required=False,
    ),
)

CLUSTER = (
    SectionOutline(
        "purpose",
        _("What we share, and why"),
        _("Two or three sentences that every councillor of every council would sign."),
        _("Together we can do what each of us alone is too small for."),
    ),
    SectionOutline(
        "councils",
        _("The councils, and what each does"),
        _("Who leads, who leads which service, who takes a smaller part."),
        _("The lead council employs, orders and keeps the account for all. Leading is a service, no rank."),
    ),
    SectionOutline(
        "decisions",
        _("How we decide"),
        _("What the clerks settle between them, what goes to the councils."),
        _("Day by day the clerks decide together. What costs more than was agreed goes to every council."),
    ),
    SectionOutline(
        "work",
        _("How the work is shared out"),
        _("Days and hours of each council, who asks whom, what happens with holidays and sickness."),
        _("Work is planned for a month ahead. What a council does not use it tells early, so that another can."),
        required=False,
    ),
    SectionOutline(
        "money",
        _("Money"),
        _("By what it is shared, when it is paid, what happens with what is left over."),
        _("Each council pays its share in April. What is left over at the end of the year lowers the next shares."),
    ),
    SectionOutline(
        "joining",
        _("Joining and leaving"),
        _("How another council joins, and what notice a council gives that leaves."),
        _("A council joins when all agree. It leaves at the end of March, with six months’ notice."),
    ),
    SectionOutline(
        "review",
        _("Review"),
        _("Once a year: does it still do what it was made for?"),
        _("We look at it every year, and when the lead officer or the majority of a council changes."),
        required=False,
    ),
)
