"""What becomes of each agreement of the national data set: thought out first, written by `agreements.py`."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from charters import wording
from charters.models import Answer, Kind, VersionStatus
from charters.outlines import OUTLINES
from core.models import REFERENCE_ALPHABET
from demo.growth.days import LAST, REPLY_BY, SETTLED, after, moment

LIVES = {  # the status of each version of an agreement: how often
    (VersionStatus.IN_FORCE,): 45,
    (VersionStatus.SUPERSEDED, VersionStatus.IN_FORCE): 17,
    (VersionStatus.OUT,): 12,
    (VersionStatus.IN_FORCE, VersionStatus.OUT): 5,
    (VersionStatus.CLOSED,): 5,
    (VersionStatus.DRAFT,): 9,
    (VersionStatus.WITHDRAWN,): 7,
}
ANSWERED = {VersionStatus.OUT: 0.55, VersionStatus.CLOSED: 0.85}  # of the councils asked; 0.92 later
ANSWERS = {Answer.ACCEPTED: 78, Answer.WITH_COMMENTS: 15, Answer.DECLINED: 7}
SIGNS = 0.8  # of those that accepted
SUBJECTS = (
    "Working together in %s",
    "%s charter for local councils",
    "Planning and consultation in %s",
    "Verges, paths and play areas in %s",
    "Answering each other: %s and its local councils",
    "Devolved services in %s",
)
COMMITMENTS = (
    ("principal", "Name an officer for every local council and publish the list", "The list is never a month old"),
    ("principal", "Answer questions of local councils within ten working days", "Nine in ten answered in time"),
    ("local", "Keep the profile and the shared mailbox up to date", "Every profile confirmed within a year"),
    ("both", "Meet twice a year and publish the notes", "Two meetings a year"),
)


@dataclass(slots=True)
class Reply:
    """What one council did in one round."""

    party: object
    answer: str = Answer.SENT
    at: datetime | None = None
    signed_at: datetime | None = None
    pk: int = 0


@dataclass(slots=True)
class Text:
    """One version."""

    number: int
    status: str
    began: datetime
    content: dict
    canonical: str = ""
    hash: str = ""
    sent_at: datetime | None = None
    reply_by: date | None = None
    closed_at: datetime | None = None
    in_force_at: datetime | None = None
    replies: list = field(default_factory=list)
    pk: int = 0

    @property
    def signed(self):
        return [reply for reply in self.replies if reply.signed_at]


@dataclass(slots=True)
class Asked:
    """A council named in an agreement."""

    council: object
    pk: int = 0


@dataclass(slots=True)
class Story:
    """One agreement."""

    principal: object
    officer: object  # writes and sends
    manager: object  # countersigns
    reference: str
    title: str
    began: datetime
    convener: Asked
    parties: list
    texts: list = field(default_factory=list)
    pk: int = 0


def stories(nation, many, taken):
    """So many agreements: first a round of every principal with all its councils, then others with some."""
    for number in range(many):
        first = number < len(nation.principals)
        principal = nation.principals[number] if first else nation.dice.choice(nation.principals)
        everyone = nation.locals_of[principal.pk]
        with_clerk = [council for council in everyone if council.pk in nation.clerks]
        life = (VersionStatus.OUT,) if first else None if with_clerk else (VersionStatus.DRAFT,)
        councils = everyone if first else _some(nation.dice, everyone, with_clerk)
        yield _story(nation, principal, councils, number, life, taken)


def _some(dice, everyone, with_clerk):
    """Up to fifteen councils, one of which can sign if any can."""
    chosen = dice.sample(everyone, min(len(everyone), dice.randrange(2, 16)))
    one = [dice.choice(with_clerk)] if with_clerk else []
    return list(dict.fromkeys([*one, *chosen]))


def _story(nation, principal, councils, number, life, taken):
    dice = nation.dice
    manager, officer = nation.officers[principal.pk][:2]
    life = life or dice.choices(list(LIVES), list(LIVES.values()))[0]
    title = SUBJECTS[number % len(SUBJECTS)] % principal.short_name
    began = moment(dice, SETTLED, LAST - timedelta(days=500))
    story = Story(principal, officer, manager, _reference(dice, taken), title, began, Asked(principal),
                  [Asked(council) for council in councils])  # fmt: skip
    for version, status in enumerate(life, start=1):
        story.texts.append(_text(nation, story, version, status, began))
        began = (story.texts[-1].in_force_at or began) + timedelta(days=5)
    return story


def _reference(dice, taken):
    while True:
        letters = "".join(dice.choices(REFERENCE_ALPHABET, k=8))
        reference = f"CG-{letters[:4]}-{letters[4:]}"
        if reference not in taken:
            taken.add(reference)
            return reference


def _text(nation, story, number, status, began):
    """A version with all that happened to it until the end of the story."""
    dice = nation.dice
    text = Text(number, status, began, _content(story, number))
    if status in (VersionStatus.DRAFT, VersionStatus.WITHDRAWN):
        return text
    text.canonical = wording.canonical(text.content)
    text.hash = wording.text_hash(text.canonical)
    is_open = status == VersionStatus.OUT
    text.sent_at = moment(dice, max(began, LAST - timedelta(days=80)), LAST) if is_open else after(dice, began, 20)
    text.reply_by = (REPLY_BY if is_open else text.sent_at + timedelta(days=91)).date()
    text.replies = [_reply(nation, text, party) for party in story.parties]
    if is_open:
        return text
    if not text.signed:
        _let_somebody_sign(nation, text)
    text.closed_at = after(dice, text.sent_at + timedelta(days=92), 10)
    if status != VersionStatus.CLOSED:
        text.in_force_at = after(dice, text.closed_at, 25)
    return text


def _content(story, number):
    """As `wording.content_of` would say it of the rows that are written."""
    return {
        "format": wording.FORMAT,
        "reference": story.reference,
        "kind": Kind.CHARTER.value,
        "one_way": False,
        "title": story.title,
        "convener": story.principal.full_name,
        "number": number,
        "summary": f"How {story.principal.name} and its local councils work together, and what each side promises.",
        "review_on": "2028-04-01",
        "lasts_months": None,
        "notice_months": None,
        "sections": [
            {"key": s.key, "heading": wording.clean(str(s.heading)), "body": wording.clean(str(s.starter))}
            for s in OUTLINES[Kind.CHARTER]
        ],
        "commitments": [
            {
                "kind": "commitment",
                "owner_side": side,
                "owner": "",
                "text": text,
                "measure": measure,
                "target": "",
                "due_on": None,
            }
            for side, text, measure in COMMITMENTS
        ],
    }


def _reply(nation, text, party):
    dice = nation.dice
    reply = Reply(party)
    if party.council.pk not in nation.clerks or dice.random() > ANSWERED.get(text.status, 0.92):
        return reply
    reply.answer = dice.choices(list(ANSWERS), list(ANSWERS.values()))[0]
    reply.at = after(dice, text.sent_at, 60)
    if reply.answer != Answer.DECLINED and dice.random() < SIGNS:
        reply.signed_at = after(dice, reply.at, 25)
    return reply


def _let_somebody_sign(nation, text):
    """A round cannot be closed before one council has signed."""
    reply = next(reply for reply in text.replies if reply.party.council.pk in nation.clerks)
    reply.answer = Answer.ACCEPTED
    reply.at = after(nation.dice, text.sent_at, 60)
    reply.signed_at = after(nation.dice, reply.at, 25)
