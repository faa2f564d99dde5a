"""A record with its history as a document: parts of facts, tables and text, whatever the record is about."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class RecordPart:
    """One part under its heading: (name, value) pairs, a table, a text in the format of `core.text`, or several."""

    heading: str
    facts: tuple[tuple[str, str], ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    body_text: str = ""
    nothing: str = ""  # said where there is nothing to show


@dataclass(frozen=True)
class RecordDocument:
    """The whole record as one person may see it at one moment."""

    title: str
    subject: str
    author: str
    reference: str
    issued_at: datetime
    kind: str  # "Record of a council"
    context: str
    made_for: str  # the role of whoever asked: others may see more or less
    parts: tuple[RecordPart, ...]
    demonstration: bool = False
