"""What the shipped library says: complete, consistent, true to its sources and plain to read."""

import re
from collections import Counter
from datetime import date

import pytest

from councils.models import CouncilType
from tests.casestudies.shipped import FILES, councils, parts, rows, source_numbers, strings, studies

KEYS = {  # model to the fields that name an entry
    "source": ("slug",),
    "term": ("taxonomy", "slug"),
    "section": ("letter",),
    "chapter": ("code",),
    "checklistitem": ("chapter", "number"),
    "perspective": ("slug",),
    "resource": ("slug",),
    "casestudy": ("slug",),
    "party": ("study", "position"),
    "figure": ("study", "position"),
}
TEXTS = ("title", "did", "structure", "money", "outcome", "lesson", "happened")
TIMES = {"million": 10**6, "billion": 10**9}
NUMBER = re.compile(r"(\d[\d,]*(?:\.\d+)?)(?:\s(million|billion))?")
LONGEST_SENTENCE = 45  # words
SENTENCE_ON_AVERAGE = 19  # words
ALL_STUDIES = {row["slug"]: row for row in rows("casestudy")}


def numbers(text):
    """Every number of a text: "£1.9 million" is 1900000."""
    found = [(float(digits.replace(",", "")), word) for digits, word in NUMBER.findall(text)]
    return [round(number * TIMES.get(word, 1), 2) for number, word in found]


def key(model, row):
    return tuple(str(row[field]) for field in KEYS[model])


@pytest.mark.parametrize(
    ("found", "count"),
    [
        (lambda: rows("section"), 3),
        (lambda: rows("chapter"), 12),
        (lambda: rows("checklistitem"), 45),
        (lambda: rows("perspective"), 8),
        (lambda: studies("study"), 53),
        (lambda: studies("example"), 18),
        (lambda: studies("note"), 28),
        (lambda: rows("resource"), 51),
    ],
    ids=["sections", "chapters", "items", "perspectives", "studies", "examples", "notes", "resources"],
)
def test_the_library_is_complete(found, count):
    assert len(found()) == count


def test_each_section_has_fifteen_items():
    assert Counter(row["chapter"][0][0] for row in rows("checklistitem")) == {"A": 15, "B": 15, "C": 15}


@pytest.mark.parametrize("model", KEYS)
def test_no_key_occurs_twice(model):
    assert [k for k, count in Counter(key(model, row) for row in rows(model)).items() if count > 1] == []


@pytest.mark.parametrize("model", ["checklistitem", "party", "figure"])
def test_positions_count_from_one(model):
    parent, number = KEYS[model]
    by_parent = {}
    for row in rows(model):
        by_parent.setdefault(str(row[parent]), []).append(row[number])
    assert all(found == list(range(1, len(found) + 1)) for found in by_parent.values())


def test_every_name_of_another_entry_is_known():
    known = {
        "source": {(row["slug"],) for row in rows("source")},
        "chapters": {(row["code"],) for row in rows("chapter")},
        "terms": {(row["taxonomy"], row["slug"]) for row in rows("term")},
        "study": {(slug,) for slug in ALL_STUDIES},
    }
    wrong = []
    for model in KEYS:
        for row in rows(model):
            named = [("source", row.get("source")), ("study", row.get("study")), ("chapters", row.get("chapter"))]
            named += [(field, link) for field in ("chapters", "terms") for link in row.get(field, [])]
            wrong += [(model, link) for field, link in named if link and tuple(link) not in known[field]]
    assert wrong == []


@pytest.mark.parametrize("slug", ALL_STUDIES)
def test_a_study_says_what_was_done_and_where_that_stands(slug):
    row = ALL_STUDIES[slug]
    assert row["title"]
    assert len(row["title"]) <= 160
    assert row["did"]
    assert row["source"]
    assert row["source_place"]
    assert len(row["source_place"]) <= 100
    assert len(row["keywords"]) <= 300
    assert len(row["happened"]) <= 60
    assert row["superseded"] == bool(row["superseded_note"])
    if row["kind"] == "study":
        assert {taxonomy for taxonomy, _ in row["terms"]} >= {"theme", "structure", "partner"}


@pytest.mark.parametrize("slug", ALL_STUDIES)
def test_every_number_stands_in_the_source(slug):
    row, figures = ALL_STUDIES[slug], parts("figure", slug)
    said = numbers(" ".join(row[field] for field in TEXTS))
    said += [float(figure["value"]) for figure in figures if figure["value"]]
    said += numbers(" ".join(f"{figure['text']} {figure['label']}" for figure in figures))
    assert set(said) - set(source_numbers()[slug]["numbers"]) == set()


def test_every_case_study_of_the_sources_is_there():
    places = Counter(source_numbers()[row["slug"]]["place"] for row in studies("study"))
    assert set(places.values()) == {1}
    assert {place for place in places if place.startswith("tk:")} == {f"tk:C{number}" for number in range(2, 42)}


def test_every_council_code_is_in_the_data():
    codes = {party["council"][0] for party in rows("party") if party["council"]}
    assert codes - set(councils()) == set()


def test_a_party_is_called_as_the_data_call_it_or_says_so():
    strangers = []
    for party in rows("party"):
        if not party["council"]:
            continue
        row = councils()[party["council"][0]]
        name = " ".join((row.get("official_name") or row["name"]).split()).replace("'", "’")
        short = row.get("nice_name") or name
        if name not in party["name"] and short not in party["name"] and name not in party["note"]:
            strangers.append((party["name"], name))
    assert strangers == []


def test_parties_have_a_type_of_council_or_are_partners():
    types = {kind.value for kind in CouncilType}
    for party in rows("party"):
        assert party["role"] in {"principal", "local", "lead", "employer", "partner"}
        assert party["council_type"] in types or (party["role"] == "partner" and party["council_type"] == "")
        assert party["council_type"] or not party["council"]


@pytest.mark.parametrize("slug", ALL_STUDIES)
def test_a_study_of_an_abolished_council_is_marked_with_the_year(slug):
    gone = {
        councils()[party["council"][0]].get("end_date", "")[:4] for party in parts("party", slug) if party["council"]
    } - {""}
    assert gone <= set(re.findall(r"\d{4}", ALL_STUDIES[slug]["superseded_note"]))


def test_dates_are_those_of_the_sources():
    years = {row["slug"]: row["year"] for row in rows("source")}
    for model in ("chapter", "perspective", "resource", "casestudy"):
        for row in rows(model):
            year = years[row["source"][0]]
            assert (date.fromisoformat(row["as_at"]).year if row["as_at"] else None) == year


@pytest.mark.parametrize("figure", rows("figure"), ids=lambda row: f"{row['study'][0]}-{row['position']}")
def test_a_figure_has_a_number_with_a_unit_or_words(figure):
    assert figure["label"]
    assert len(figure["label"]) <= 160
    assert (figure["value"] and figure["unit"]) or (figure["text"] and not figure["unit"])


def test_every_chapter_is_explained_in_a_few_paragraphs():
    for row in rows("chapter"):
        paragraphs, _, good = row["explanation"].partition("**What good looks like**")
        assert 3 <= len([p for p in paragraphs.split("\n\n") if p.strip()]) <= 6, row["code"]
        assert good.count("\n- ") >= 3, row["code"]
        assert row["summary"]
        assert row["prompts"]


def test_every_term_is_used():
    used = {tuple(term) for row in rows("casestudy") for term in row["terms"]}
    assert {(row["taxonomy"], row["slug"]) for row in rows("term")} - used == set()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_text_is_set_with_real_apostrophes_and_without_markup(path):
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"\w'\w|<\w|https?:|\w@\w|  \w", text.replace('{"', ""))


def test_nobody_is_named_and_no_mailbox_given():
    titles = re.compile(r"\b(Mr|Mrs|Ms|Miss|Dr|Cllr|Sir|Dame|Lord|Lady)\b")
    found = [text for model in KEYS for row in rows(model) for _, text in strings(row) if titles.search(text)]
    assert found == []


def test_sentences_are_short():
    sentences = [
        sentence.split()
        for model in ("chapter", "casestudy", "section")
        for row in rows(model)
        for name, text in strings(row)
        if name in {"explanation", "summary", "purpose", "did", "structure", "outcome", "lesson"}
        for sentence in re.split(r"[.:;?!]\s|\n", text)
        if sentence.strip()
    ]
    assert max(map(len, sentences)) <= LONGEST_SENTENCE
    assert sum(map(len, sentences)) / len(sentences) <= SENTENCE_ON_AVERAGE
