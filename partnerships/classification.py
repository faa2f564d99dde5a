"""Is it a partnership? Six questions, and what follows from the answers: a pure function with its reasons."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from partnerships.models.choices import Kind

YES, NO = "yes", "no"
YES_NO = ((YES, _("Yes")), (NO, _("No")))


@dataclass(frozen=True)
class Question:
    """One of the six."""

    name: str
    text: str
    hint: str
    choices: tuple


QUESTIONS = (
    Question(
        "independent",
        _("Is each of you free to say no?"),
        _("Answer no if one of you can tell the other what to do, as a council can tell its own company or service."),
        YES_NO,
    ),
    Question(
        "goal",
        _("Do you want the same thing, or things that fit together?"),
        _("Something that neither of you could achieve as well alone."),
        YES_NO,
    ),
    Question(
        "decides",
        _("Who decides about the money and the work?"),
        "",
        (("together", _("All of you together")), ("us", _("We decide alone")), ("them", _("The others decide alone"))),
    ),
    Question(
        "delivers",
        _("Who does the work?"),
        "",
        (
            ("together", _("All of you, each doing a part")),
            ("us", _("Mostly us")),
            ("them", _("Mostly the others")),
        ),
    ),
    Question(
        "money",
        _("Where does the money go?"),
        _("Choose the closest answer."),
        (
            ("shared", _("Each puts something in, or no money is involved")),
            ("payment", _("One pays the other for a service set out in advance")),
            ("grant", _("One gives money to the other for a purpose")),
        ),
    ),
    Question(
        "risk",
        _("Do you share information, risks and rewards?"),
        _("If it goes wrong, does it affect all of you?"),
        YES_NO,
    ),
)

REASONS = {
    "not_independent": _("One side can tell the other what to do, so this is one organisation working, not two."),
    "one_decides": _("One council alone decides about money and work."),
    "pays_for_service": _("One side pays the other for a service set out in advance."),
    "gives_money": _("One side gives money for a purpose and leaves the work to the other."),
    "one_does_it": _("One side does nearly all of the work; the other only has an interest in it."),
    "no_common_goal": _("You do not share a goal."),
    "no_shared_risk": _("Risks and rewards are not shared."),
    "common_goal": _("You want the same thing, or things that fit together."),
    "decide_together": _("You decide together."),
    "work_together": _("Each of you does a part of the work."),
    "share_risk": _("You share information, risks and rewards."),
}


def classify(answers):
    """(kind, codes of the reasons) for six answers; the first rule that fits decides."""
    if answers["independent"] == NO:
        return Kind.DIRECT, ("not_independent",)
    if answers["money"] == "payment" and answers["delivers"] != "together":
        return Kind.CONTRACT, ("pays_for_service",)
    if answers["money"] == "grant" and answers["decides"] != "together":
        return Kind.GRANT, ("gives_money",)
    if answers["decides"] == "us" and answers["delivers"] == "us":
        return Kind.DIRECT, ("one_decides", "one_does_it")
    against = tuple(code for code, applies in _against(answers).items() if applies)
    if against:
        return Kind.MARGINAL, against
    return Kind.PARTNERSHIP, _in_favour(answers)


def _against(answers):
    """What keeps it from being a partnership, by code."""
    return {
        "no_common_goal": answers["goal"] == NO,
        "one_decides": answers["decides"] != "together",
        "one_does_it": answers["delivers"] != "together" and answers["decides"] != "together",
        "no_shared_risk": answers["risk"] == NO,
    }


def _in_favour(answers):
    found = ["common_goal", "decide_together"]
    return (*found, *(["work_together"] if answers["delivers"] == "together" else []), "share_risk")
