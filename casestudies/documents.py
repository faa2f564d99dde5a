"""What is printed from the library: a booklet of case studies, a letter, the result of a checklist."""

from dataclasses import dataclass
from datetime import date, datetime

from casestudies.figures import Chart


@dataclass(frozen=True)
class PrintedStudy:
    """One case study as printed; `parts` are (heading, text) of what was written."""

    slug: str
    title: str
    kind: str
    chapters: tuple[str, ...]
    themes: tuple[str, ...]
    parties: tuple[str, ...]
    happened: str
    parts: tuple[tuple[str, str], ...]
    lesson: str
    charts: tuple[Chart, ...]
    facts: tuple[tuple[str, str], ...]
    credit: str
    source: str
    as_at: date | None
    superseded_note: str


@dataclass(frozen=True)
class Booklet:
    """Case studies to take along; one alone has neither cover nor contents."""

    title: str
    studies: tuple[PrintedStudy, ...]
    address: str  # of the library, printed for whoever holds the paper
    issued_at: datetime
    demonstration: bool = False
    reference: str = "Common Ground"
    subject: str = ""
    author: str = "Common Ground"

    @property
    def is_single(self):
        return len(self.studies) == 1


@dataclass(frozen=True)
class Letter:
    """A letter from one council to another, ready to sign and send."""

    title: str
    sender: tuple[str, ...]  # lines of the sender's address
    recipient: tuple[str, ...]
    written_on: date
    subject_line: str
    greeting: str
    paragraphs: tuple[str, ...]
    closing: str
    signed_name: str
    signed_role: str
    issued_at: datetime
    demonstration: bool = False
    reference: str = ""
    subject: str = ""
    author: str = ""


@dataclass(frozen=True)
class PrintedAnswer:
    """One item of a checklist with what the council said; `standing` is one of done, partly, not_yet, not_for_us."""

    number: int
    text: str
    standing: str
    standing_label: str
    note: str
    evidence: str


@dataclass(frozen=True)
class ChecklistResult:
    """Where a council stood with one chapter on one day."""

    title: str
    council: str
    council_context: str
    chapter: str
    answers: tuple[PrintedAnswer, ...]
    finished_on: date
    next_chapter: str
    issued_at: datetime
    demonstration: bool = False
    reference: str = "Common Ground"

    @property
    def subject(self):
        return f"{self.chapter}: {self.council}"

    @property
    def author(self):
        return self.council

    def count(self, standing):
        return sum(answer.standing == standing for answer in self.answers)
