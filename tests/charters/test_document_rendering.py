"""Charters and meeting papers: the words in order, and files anyone can read, check and keep."""

import dataclasses
import io
import itertools
import subprocess

import pdfua
import pikepdf
import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader

from charters.documents import DocumentCommitment, DocumentParty, DocumentSection
from core.documents import render_html, render_pdf
from core.documents.finish import elements
from tests.charters import samples

CHARTER = "documents/charter.html"
PAPER = "documents/meeting_paper.html"
DOCUMENTS = {
    "two": (CHARTER, samples.charter(1)),
    "fifty": (CHARTER, samples.charter(49, unsigned=3, demonstration=True)),
    "draft": (CHARTER, samples.charter(12, signed=False)),
    "own": (CHARTER, samples.charter(3, look=samples.LOOK)),
    "own paper": (PAPER, samples.paper("sign", charter=samples.charter(3, signed=False, look=samples.LOOK))),
    "accept": (PAPER, samples.paper("accept")),
    "sign": (PAPER, samples.paper("sign", is_parish_meeting=True)),
}


@pytest.fixture(scope="module", params=DOCUMENTS)
def printed(request):
    template, document = DOCUMENTS[request.param]
    return render_pdf(template, document), template, document


def soup(template, document):
    return BeautifulSoup(render_html(template, document), "html.parser")


def words(pages):
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_qpdf_finds_nothing(printed, tmp_path):
    path = tmp_path / "document.pdf"
    path.write_bytes(printed[0])
    command = ["qpdf", "--check", str(path)]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert "WARNING" not in checked.stderr


def test_pdfua_finds_nothing(printed, tmp_path):
    path = tmp_path / "document.pdf"
    path.write_bytes(printed[0])
    assert list(pdfua.validate(path).findings) == []


def test_marks_of_both_standards(printed):
    with pikepdf.open(io.BytesIO(printed[0])) as file, file.open_metadata() as packet:
        assert packet["pdfaid:part"] == "3"
        assert packet["pdfaid:conformance"] == "A"
        assert packet["pdfuaid:part"] == "1"
        assert packet["dc:title"] == printed[2].title == str(file.docinfo["/Title"])
        assert str(file.Root.Lang) == "en-GB"
        assert file.Root.ViewerPreferences.DisplayDocTitle
        assert file.Root.MarkInfo.Marked
        assert file.Root.OutputIntents[0].S == "/GTS_PDFA1"
        assert "/Outlines" in file.Root


def test_tags(printed):
    """Headings that never skip a level, scoped header cells, figures and links with a description."""
    with pikepdf.open(io.BytesIO(printed[0])) as file:
        tags = [element for element, _ in elements(file)]
        kinds = [str(tag.S)[1:] for tag in tags]
        levels = [int(kind[1]) for kind in kinds if kind[0] == "H" and kind[1:].isdigit()]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
        assert {"H1", "H2", "Table", "TH", "TD", "L", "LI", "P", "Link"} <= set(kinds)
        assert all(str(tag.A.Scope) in ("/Column", "/Row") for tag in tags if tag.S == "/TH")
        assert all(str(tag.Alt) for tag in tags if tag.S == "/Figure")
        links = [note for page in file.pages for note in page.get("/Annots", ()) if note.Subtype == "/Link"]
        assert all(str(link.Contents) for link in links)


def test_every_font_is_embedded_and_every_glyph_exists(printed):
    with pikepdf.open(io.BytesIO(printed[0])) as file:
        descriptors = [item for item in file.objects if isinstance(item, pikepdf.Dictionary)]
        descriptors = [item for item in descriptors if item.get("/Type") == "/FontDescriptor"]
        assert descriptors
        assert all("/FontFile2" in item or "/FontFile3" in item for item in descriptors)


def test_the_same_document_gives_the_same_bytes(printed):
    content, template, document = printed
    assert render_pdf(template, dataclasses.replace(document)) == content


def test_text_is_in_reading_order():
    document = samples.charter(2)
    text = words(PdfReader(io.BytesIO(render_pdf(CHARTER, document))).pages)
    order = [
        "Charter",
        document.title,
        "Contents",
        "The councils",
        *[each.heading for each in document.sections],
    ]
    order += ["What each side asks and offers", "What we will do", "Signatures", "Certificate", "Who signed"]
    place = 0
    for expected in order:
        place = text.lower().find(expected.lower(), place)
        assert place >= 0, expected


def test_fifty_signatures_stay_within_their_pages():
    reader = PdfReader(io.BytesIO(render_pdf(CHARTER, samples.charter(49))))
    assert len(reader.pages) <= 18
    text = words(reader.pages)
    for place in samples.PLACES[:49]:
        clerk = f"Clerk of {place}".replace(" ", "")  # a line may break after a hyphen
        assert text.replace(" ", "").count(clerk) >= 2, place
    assert f"Page 3 of {len(reader.pages)}" in text
    assert_nothing_outside(reader)


def test_two_signatures_are_a_short_document():
    assert len(PdfReader(io.BytesIO(render_pdf(CHARTER, samples.charter(1)))).pages) <= 8


def test_heavy_text_neither_breaks_nor_overflows():
    long_word = "Llanfair" * 40
    body = (
        f"{long_word}\n\n- {long_word}\n\n" + "Words of a careful drafter. " * 370 + "\n\n😀 🏴 漢字 שלום مرحبا \u202e!"
    )
    document = samples.charter(
        2,
        title=f"Charter {long_word[:80]}",
        summary=long_word,
        sections=(DocumentSection("long", long_word, body),),
        commitments=(DocumentCommitment("Together we will", long_word, long_word),),
        parties=(
            DocumentParty(long_word, "principal", long_word, True),
            DocumentParty("שלום", "local", "", True),
        ),
    )
    reader = PdfReader(io.BytesIO(render_pdf(CHARTER, document)))
    assert len(reader.pages) < 20
    assert_nothing_outside(reader)


def assert_nothing_outside(reader):
    """No line of text begins left of the page, ends right of it or leaves it above or below."""
    for page in reader.pages:
        box = page.mediabox

        def inside(text, matrix, position, font, size, box=box):
            x = matrix[0] * position[4] + matrix[4]
            y = matrix[3] * position[5] + matrix[5]
            assert not text.strip() or (0 <= x <= box.right and 0 <= y <= box.top), text

        page.extract_text(visitor_text=inside)


def test_only_signatories_are_in_the_charter():
    document = samples.charter(4, unsigned=2)
    page = soup("documents/_charter_body.html", document)
    tiers = [heading.find_next("ul").get_text(" ", strip=True) for heading in page.select("#councils h3")]
    assert samples.PLACES[0] in tiers[1]
    assert samples.PLACES[3] not in tiers[1]
    assert page.select("#councils h3")[2].get_text() == "Invited, not signed (2)"
    assert samples.PLACES[3] in tiers[2]
    cover = soup(CHARTER, samples.charter(49, unsigned=3)).select_one(".cover-between").text
    assert "46 local councils" in " ".join(cover.split())


def test_a_long_title_leaves_room_on_the_cover():
    """Whatever people type, the cover stays one page with its code and its reference."""
    document = samples.charter(1, title="A charter of many words " * 11, summary="Words of a summary. " * 18)
    first, second = PdfReader(io.BytesIO(render_pdf(CHARTER, document))).pages[:2]
    assert document.reference in first.extract_text()
    assert "Words of a summary" not in first.extract_text()
    assert "Contents" in second.extract_text()


def test_a_draft_does_not_look_agreed():
    page = soup(CHARTER, samples.charter(4, signed=False))
    assert "Proposed between" in page.select_one(".cover-between").text
    assert "Draft – not agreed" in page.select_one(".cover").text
    assert page.select_one("#signatures") is None
    assert "None of them is in the agreement" in page.select_one("#councils").text
    assert "was agreed" not in page.text


def test_the_countersignature_closes_the_signatures():
    page = soup(CHARTER, samples.charter(3))
    names = [heading.text for heading in page.select(".signature h3")]
    assert names[-1] == samples.PRINCIPAL
    assert page.select("#certificate table")[1].select("tbody th")[-1].text == samples.PRINCIPAL


def test_the_certificate_says_how_to_check():
    document = samples.charter(2)
    text = soup(CHARTER, document).select_one("#certificate").get_text(" ", strip=True)
    assert document.text_hash[:8] in text
    assert document.verify_url in text
    assert "Code sent to the council's role mailbox" in text
    assert "minute 26/40" in text
    assert "version 3, issue 1" in text


def test_header_cells_in_html_agree_with_the_pdf():
    """The finisher goes by place; the HTML says the same in words."""
    for template, document in DOCUMENTS.values():
        for cell in soup(template, document).select("th"):
            assert cell["scope"] == ("col" if cell.find_parent("thead") else "row")


def test_a_demonstration_says_so_on_cover_and_on_every_page():
    template, document = DOCUMENTS["fifty"]
    page = soup(template, document)
    assert page.body["data-watermark"] == "Demonstration"
    assert "Demonstration" in page.select_one(".cover").text
    assert soup(CHARTER, samples.charter(1)).body["data-watermark"] == ""


def test_the_body_on_screen_is_the_body_of_the_file():
    document = samples.charter(3)
    on_screen = soup("documents/_charter_body.html", document).select_one(".agreement")
    assert on_screen.get_text() == soup(CHARTER, document).select_one(".agreement").get_text()


@pytest.mark.parametrize(
    ("asked", "meeting", "expected"),
    [
        ("accept", False, "That the council accepts version 3"),
        ("accept", True, "That the parish meeting accepts version 3"),
        ("sign", False, "That the council enters into"),
        ("sign", True, "That the parish meeting enters into"),
    ],
)
def test_a_paper_carries_words_to_resolve(asked, meeting, expected):
    page = soup(PAPER, samples.paper(asked, is_parish_meeting=meeting))
    assert expected in page.select_one(".resolution blockquote").text
    assert ("electors present and voting" in page.text) is meeting
    assert "Friday 12 June 2026" in page.select_one(".asked").text
    assert ("Accept with comments" in page.text) is (asked == "accept")


def test_a_paper_names_only_what_binds_the_council():
    duties = soup(PAPER, samples.paper()).select_one(".duties").text
    assert "Answer consultations in time" in duties
    assert "Meet four times a year" in duties
    assert "Name one liaison officer" not in duties


def test_a_paper_is_two_pages_and_its_annex():
    reader = PdfReader(io.BytesIO(render_pdf(PAPER, samples.paper())))
    starts = [number for number, page in enumerate(reader.pages) if "ANNEX" in page.extract_text().upper()]
    assert starts[0] <= 2
