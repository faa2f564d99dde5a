"""CSV for spreadsheets: whatever people typed comes back, and nothing of it runs."""

import csv
import io

from hypothesis import given, settings
from hypothesis import strategies as st

from core.csv import AT_ONCE, BOM, FORMULA_STARTS, HIDING, csv_bytes, csv_lines, neutral

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=60)
NASTY = st.builds(
    str.__add__, st.sampled_from([*FORMULA_STARTS, "'", "''=", " =", "\u00a0@", "'+", '"', ",", "\r\n"]), TEXTS
)


def runs(text):
    """A spreadsheet may take the cell for a formula."""
    return text.lstrip(HIDING).startswith(FORMULA_STARTS)


def typed(cell):
    """What docs/exports.md tells the reader to do to get the text back."""
    return cell[1:] if cell.startswith("'") and runs(cell[1:]) else cell


def read(content):
    """The rows as a spreadsheet program reads them."""
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@given(TEXTS | NASTY)
@settings(max_examples=5000, deadline=None)
def test_no_cell_is_a_formula_and_each_can_be_read_back(text):
    cell = neutral(text)
    assert not cell.startswith(FORMULA_STARTS)
    assert not runs(cell) or cell.startswith("'")
    assert typed(cell) == text


@given(st.lists(st.lists(TEXTS | NASTY, min_size=3, max_size=3), max_size=20))
@settings(max_examples=300, deadline=None)
def test_a_file_comes_back_as_it_was_written(rows):
    content = csv_bytes(("one", "two", "three"), rows, licence="Licence")
    assert content.startswith(BOM.encode())
    heading, *found, last = read(content)
    assert (heading, last) == (["one", "two", "three"], ["Licence"])
    assert [[typed(cell) for cell in row] for row in found] == rows


@given(st.integers() | st.floats(allow_nan=False, allow_infinity=False))
@settings(max_examples=200, deadline=None)
def test_numbers_stay_numbers(number):
    assert neutral(number) == str(number)


def test_nothing_is_an_empty_cell():
    assert neutral(None) == ""


def test_a_large_list_is_written_while_it_is_read():
    asked = []

    def rows():
        for number in range(AT_ONCE * 10):
            asked.append(number)
            yield (number,)

    first = next(iter(csv_lines(("number",), rows())))
    assert first.startswith(f"{BOM}number")
    assert len(asked) == AT_ONCE
