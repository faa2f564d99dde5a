"""The files of the national data set: one stand-in page for each text, since nobody reads 60,000 papers.

Without them the worker would start to print all papers and copies as soon as it runs.
"""

import hashlib
import io
from datetime import datetime

import pikepdf

from charters.models import IssuedCopy
from core.copying import insert_rows, new_ids
from core.models import StoredDocument

DOCUMENT = ("id", "kind", "key", "title", "filename", "content", "sha256", "created_at")
WORDS = "Demonstration data: this text was not printed."


def page(reference):
    """A small PDF that says what it is; another one for each reference."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(595, 842))
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        pdf.pages[0].Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        pdf.pages[0].Contents = pdf.make_stream(f"BT /F1 14 Tf 72 760 Td ({reference}: {WORDS}) Tj ET".encode())
        file = io.BytesIO()
        pdf.save(file, deterministic_id=True)
    return file.getvalue()


def keep(texts):
    """One paper for each text that was sent, shared by all councils asked: {version: document}."""
    sent = [(story, text) for story, text in texts if text.sent_at]
    rows = [_document(pk, story, text, "paper", "paper:all", text.sent_at) for pk, (story, text) in _numbered(sent)]
    insert_rows(StoredDocument, DOCUMENT, rows)
    return {text.pk: row[0] for (_story, text), row in zip(sent, rows, strict=True)}


def give_out(texts):
    """The first issued copy of each text that came into force."""
    done = [(story, text) for story, text in texts if text.in_force_at]
    pairs = list(_numbered(done))
    rows = (_document(pk, story, text, "copy", "issue1", text.in_force_at) for pk, (story, text) in pairs)
    insert_rows(StoredDocument, DOCUMENT, rows)
    names = ("version_id", "number", "document_id", "signatures", "issued_at")
    copies = ((text.pk, 1, pk, len(text.signed) + 1, text.in_force_at) for pk, (_story, text) in pairs)
    insert_rows(IssuedCopy, names, copies)


def _numbered(things):
    return zip(new_ids(StoredDocument, len(things)), things, strict=True)


def _document(pk, story, text, kind, ending, at: datetime):
    content = page(f"{story.reference} version {text.number}, {kind}")
    name = f"{kind}-{story.reference}-v{text.number}.pdf"
    key = f"{story.reference}:v{text.number}:{ending}"
    return pk, f"charters.{kind}", key, story.title, name, content, hashlib.sha256(content).hexdigest(), at
