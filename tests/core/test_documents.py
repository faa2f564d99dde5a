"""The document engine: what it may read, what it draws, and that its files stay the same."""

import io
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime

import pikepdf
import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from jinja2 import DictLoader, UndefinedError
from pypdf import PdfReader

from core.documents import ResourceRefusedError, html, pdf, render_html, render_pdf
from core.documents.finish import elements

PAGE = '<html lang="{{ language }}"><title>{{ document.title }}</title><body data-page="Page">%s</body></html>'


@dataclass(frozen=True)
class Note:
    """The smallest document."""

    title: str = "A note"
    subject: str = "Note"
    author: str = "Olney Town Council"
    reference: str = "CG-1"
    issued_at: datetime = datetime(2026, 3, 5, 14, 5, tzinfo=UTC)
    demonstration: bool = False
    text: str = "Some text"


@pytest.fixture
def write(monkeypatch):
    """Renders a body given by the test instead of a template of the project."""
    real = html.environment()

    def write(body, document=None, **options):
        overlay = real.overlay(loader=DictLoader({"page": PAGE % body}))
        monkeypatch.setattr(html, "environment", lambda: overlay)
        return pikepdf.open(io.BytesIO(render_pdf("page", document or Note(), **options)))

    return write


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org/logo.png",
        "https://example.org/logo.png",
        "file:///etc/passwd",
        "file://host/etc/passwd",
        "data:image/png;base64,AAAA",
        "ftp://example.org/x",
        "/etc/passwd",
        "../../../../etc/passwd",
        (settings.BASE_DIR / "static/../manage.py").as_uri(),
        (settings.BASE_DIR / "static").as_uri() + "/%2e%2e/manage.py",
    ],
)
def test_only_our_static_files_are_read(address):
    with pytest.raises(ResourceRefusedError):
        pdf.static_file(address)


def test_a_static_file_is_found():
    style = settings.BASE_DIR / "static" / "documents" / "print.css"
    assert pdf.static_file(style.as_uri()) == style


@pytest.mark.parametrize("address", ["http://example.org/logo.png", "file:///etc/passwd", "../../manage.py"])
def test_a_foreign_resource_stops_the_document(write, address):
    with pytest.raises(ResourceRefusedError):
        write(f'<img alt="logo" src="{address}">')


def test_text_of_people_is_never_a_template(write):
    assert "{{ 7 * 7 }}" in text_of(write("<p>{{ document.text }}</p>", Note(text="{{ 7 * 7 }}")))


def test_an_unknown_name_in_a_template_is_an_error(write):
    with pytest.raises(UndefinedError):
        write("<p>{{ request }}</p>")


def test_margins_are_artifacts_and_text_is_not(write):
    """Page numbers are on the page but belong to no tag, in the tree or out of it."""
    document = write("<h1>Heading</h1><p>Words</p>")
    page = document.pages[0]
    starts = [item for item in pikepdf.parse_content_stream(page) if str(item.operator) in ("BDC", "BMC")]
    owned = sum(len(list(element.get("/K", ()))) for element, _ in elements(document) if element.S == "/Span")
    tagged = [item for item in starts if len(item.operands) > 1 and "/MCID" in item.operands[1]]
    assert len(tagged) == owned == 2
    assert any(item.operands[1].get("/Type") == "/Pagination" for item in starts if len(item.operands) > 1)
    numbers = document.Root.StructTreeRoot.ParentTree.Nums
    assert sum(1 for tag in numbers[1] if tag is not None) == owned


def test_header_cells_say_what_they_head(write):
    table = "<table><thead><tr><th scope=col>A<th scope=col>B<tbody><tr><th scope=row>c<td>d</table>"
    cells = [str(element.A.Scope) for element, _ in elements(write(table)) if element.S == "/TH"]
    assert cells == ["/Column", "/Column", "/Row"]


def test_dates_are_the_documents_own(write):
    document = write("<p>x</p>")
    assert str(document.docinfo["/CreationDate"]) == "D:20260305140500+00'00'"
    assert document.docinfo["/ModDate"] == document.docinfo["/CreationDate"]
    packet = document.Root.Metadata.read_bytes().decode()
    assert packet.count("2026-03-05T14:05:00+00:00") == 2


def test_words_in_metadata_are_escaped(write):
    document = write("<p>x</p>", Note(title="Loughton & <Great> Holm\x00"))
    with document.open_metadata() as packet:
        assert packet["dc:title"] == "Loughton & <Great> Holm"


def test_the_language_is_the_documents(write):
    document = write("<p>{{ document.issued_at|date }}</p>", language="cy")
    assert str(document.Root.Lang) == "cy"
    assert "5 Mawrth 2026" in text_of(document)


def test_welsh_letters_are_drawn_and_missing_ones_are_marked():
    assert pdf.printable("Ŵ ŵ Ŷ ŷ â £ – ’ ✓ שלום") == "Ŵ ŵ Ŷ ŷ â £ – ’ ✓ שלום"
    assert pdf.printable("漢 🏴") == "\ufffd \ufffd"


def test_only_our_fonts_are_used(write):
    """Also for a family nobody has and for Hebrew, which falls back to our widest font."""
    families = "<p style='font-family: Nobody'>plain</p><p style='font-family: monospace'>m</p>"
    document = write(families + "<p>שלום</p>")
    names = {str(font.BaseFont).partition("+")[2] for font in document.pages[0].Resources.Font.values()}
    assert names
    assert all(name.startswith(("Source-", "DejaVu-Sans")) for name in names)


def test_hidden_characters_are_dropped(write):
    document = write("<p>{{ document.text }}</p>", Note(text="a\x00b\u202ec\x85"))
    assert "abc" in text_of(document)


def test_a_digest_is_in_groups():
    assert html.hash_groups("0123456789abcdef01") == "01234567 89abcdef 01"


def test_a_code_carries_its_label():
    drawing = html.qr("https://example.org/verify/1", 'Check "<here>"')
    assert BeautifulSoup(drawing, "html.parser").title.text == 'Check "<here>"'
    assert "<here>" not in drawing


def test_weasyprint_is_not_loaded_with_the_engine():
    """A web process that shows the twin on screen does not pay for the printer."""
    code = "import core.documents, sys; sys.exit('weasyprint' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=settings.BASE_DIR, check=False).returncode == 0


def test_html_for_the_screen_is_safe_to_include():
    assert hasattr(render_html("documents/layout.html", Note()), "__html__")


def text_of(document):
    """The words on the first page, as the file spells them."""
    plain = io.BytesIO()
    document.save(plain)
    return PdfReader(plain).pages[0].extract_text()
