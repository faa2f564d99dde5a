"""Where to start in the guide: three questions, and the chapters that fit the answers."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Option:
    """One answer to a question."""

    value: str
    text: str
    hint: str = ""


@dataclass(frozen=True)
class Question:
    """One page of the navigator."""

    key: str
    text: str
    hint: str
    options: tuple[Option, ...]

    @property
    def values(self):
        return {option.value for option in self.options}

    def option(self, value):
        return next(option for option in self.options if option.value == value)


@dataclass(frozen=True)
class Route:
    """For whom, and the codes of the chapters to begin with, in the order of the guide's advice."""

    key: str
    title: str
    why: str
    chapters: tuple[str, ...]
    also: tuple[str, ...] = ()


QUESTIONS = (
    Question(
        "council",
        _("Which council are you?"),
        _(
            "Local councils are parish, town, community, neighbourhood and village councils, and parish meetings. "
            "If you are between the two sizes, choose by your staff."
        ),
        (
            Option(
                "smaller",
                _("A smaller local council"),
                _("Usually up to about 2,000 residents, often with one part-time clerk"),
            ),
            Option(
                "larger",
                _("A larger local council"),
                _("Usually 3,000 residents or more, often with a team of its own"),
            ),
            Option(
                "principal", _("A principal council"), _("County, district, borough, unitary or metropolitan council")
            ),
        ),
    ),
    Question(
        "area",
        _("What is the area like?"),
        _("Unparished means that no local council serves it."),
        (
            Option("parished", _("Local councils serve all or nearly all of it")),
            Option("urban", _("It is urban, or all or part of it is unparished")),
        ),
    ),
    Question(
        "history",
        _("How long have the two tiers worked together?"),
        _("Choose what fits best. There is no wrong answer."),
        (
            Option("new", _("We are starting, or starting again")),
            Option(
                "experienced",
                _("We have some experience"),
                _("Regular contact, perhaps a charter or a liaison officer"),
            ),
            Option("long", _("We have a long history of partnership"), _("Joint work over many years")),
        ),
    ),
)
BY_KEY = {question.key: question for question in QUESTIONS}

SMALLER = Route(
    "smaller",
    _("Smaller parishes"),
    _(
        "You are a smaller local council. Joining forces with neighbours, and making the case to "
        "your residents, come first."
    ),
    ("B8", "A2"),
)
URBAN = Route(
    "urban",
    _("Urban or unparished areas"),
    _(
        "Your area is urban or has no local councils in places. Begin with new partnerships at "
        "the grass roots and a vision."
    ),
    ("A4", "A1"),
)
EXPERIENCED = Route(
    "experienced",
    _("A principal council with experience"),
    _(
        "You are a principal council, perhaps a larger one, that has worked with local councils before. Build capacity "
        "and engagement; also look at how you liaise."
    ),
    ("B5", "A3"),
    ("B6",),
)
LONG_HISTORY = Route(
    "long",
    _("A long history of partnership"),
    _(
        "You have worked together for long. You are ready for the chapters on services: "
        "transfers, staff, costs and value for money."
    ),
    ("C9", "C10", "C11", "C12"),
)


def routes_for(council, area, history):
    """Every route that fits the answers, the closest first; empty when the guide names none for them.

    A long history counts most where the local council is larger, so it comes last for a smaller one.
    """
    long = [LONG_HISTORY] if history == "long" else []
    others = [
        *([EXPERIENCED] if council == "principal" and history in ("experienced", "long") else []),
        *([URBAN] if area == "urban" else []),
        *([SMALLER] if council == "smaller" else []),
    ]
    return tuple(others + long if council == "smaller" else long + others)
