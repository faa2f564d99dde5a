"""Reading published lists: every shape they come in, and a clear refusal of what is broken."""

import csv
import gzip
import io
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from councils.sources import SourceError, parse_areas, parse_principals, read_bytes
from tests.councils.lists import AREA_HEADING, AREAS, PRINCIPALS, area_list, principal_list

WORDS = st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=30)


def areas(text, encoding="utf-8"):
    return parse_areas(text.encode(encoding), "areas.csv")


def refusal(content, parse=parse_areas):
    with pytest.raises(SourceError) as caught:
        parse(content if isinstance(content, bytes) else content.encode(), "list.csv")
    return caught.value


def test_every_row_is_read_with_its_number():
    rows = areas(area_list())
    assert [(row.row, row.code) for row in rows[:2]] == [(2, "E04005008"), (3, "E04007787")]


@pytest.mark.parametrize(
    "heading",
    ["PAR19CD,PAR19NM", "PARNCP25CD,PARNCP25NM", "gss_code,name", "parncp22cd,PARNCP22nm", "PAR2"],
)
def test_column_names_of_any_year(heading):
    if heading == "PAR2":
        assert "Missing" in str(refusal(f"{heading}CD,x\nE04000001,Blackrod\n"))
    else:
        assert areas(f"{heading}\nE04000001,Blackrod\n")[0].name == "Blackrod"


def test_welsh_names_and_principals_under_the_names_of_ons():
    text = "PARNCP25CD,PARNCP25NM,PARNCP25NMW,LAD25CD\nW04000362,Hay,Y Gelli Gandryll,W06000023\n"
    row = areas(text)[0]
    assert (row.name_cy, row.parent_code) == ("Y Gelli Gandryll", "W06000023")


def test_a_list_without_principals_says_nothing_of_them():
    assert areas("PAR25CD,PAR25NM\nE04000001,Blackrod\n")[0].parent_code is None


def test_of_two_code_columns_the_newest_year_wins():
    row = areas("PAR19CD,PAR25CD,PAR25NM\nE04000001,E04099999,Blackrod\n")[0]
    assert row.code == "E04099999"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_encodings(encoding):
    text = area_list("W04000001,Llanfair Pwllgwyngyll – Môn,Môn,W06000001,,,,ons2019-code")
    assert areas(text, encoding)[0].name_cy == "Môn"


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_line_ends(end):
    assert len(areas(area_list().replace("\n", end))) == len(AREAS)


def test_columns_in_another_order_and_rows_above_the_heading():
    text = "Parishes of England,,\nLicence: OGL,,\n,,\nname,extra,gss_code\nBlackrod,x,E04000001\n"
    row = areas(text)[0]
    assert (row.row, row.code, row.name) == (5, "E04000001", "Blackrod")


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_other_delimiters(delimiter):
    assert areas(f"gss_code{delimiter}name\nE04000001{delimiter}Blackrod\n")[0].name == "Blackrod"


def test_a_cell_may_hold_a_comma_and_a_line_break():
    text = 'gss_code,name\nE04000001,"Hamsterley, Lynesack\nand Softley"\nE04000002,Horwich\n'
    rows = areas(text)
    assert rows[0].name == "Hamsterley, Lynesack and Softley"
    assert rows[1].row == 4


def test_a_last_row_cut_off_is_named():
    text = area_list()[:-20]
    error = refusal(text)
    assert error.row == len(AREAS) + 1
    assert "cut off" in error.reason


def test_an_open_quote_means_cut_off():
    assert "cut off" in refusal('gss_code,name\nE04000001,"Blackr').reason


def test_a_file_that_ends_within_a_letter_is_cut_off():
    content = area_list("W04000001,Ynys Môn,,,,,,").encode()
    assert "cut off" in refusal(content[: content.index(b"\xb4")]).reason


def test_a_damaged_archive_is_refused(tmp_path):
    path = tmp_path / "areas.csv.gz"
    path.write_bytes(gzip.compress(area_list().encode())[:-40])
    with pytest.raises(SourceError, match="cut off"):
        read_bytes(path)


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(SourceError, match=r"no\.csv: there is no such file"):
        read_bytes(tmp_path / "no.csv")


def test_mixed_encodings_are_refused_with_the_row():
    content = "gss_code,name\nW04000001,Môn\n".encode() + "W04000002,Tŷ Môn\n".encode("latin-1", "replace")
    error = refusal(content)
    assert error.row == 2
    assert "two encodings" in error.reason


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("E07000105,Ashford,,,,,,", "is not the code of a parish"),
        ("E04000001,,,,,,,", "has no name"),
        ("E04000001,Blackrod,,XX,,,,", "is not the code of a principal council"),
        ("E04000001,Blackrod,,,,,", "7 cells where the column names have 8"),
    ],
)
def test_a_broken_row_is_named_with_its_reason(row, reason):
    error = refusal(area_list(AREAS[0], row))
    assert error.row == 3
    assert reason in error.reason
    assert str(error).startswith("list.csv, row 3: ")


def test_a_code_twice_is_refused():
    assert "stands in row 2 already" in refusal(area_list(AREAS[0], AREAS[0])).reason


def test_a_wrong_column_says_what_is_missing_and_what_was_found():
    reason = refusal(area_list().replace("gss_code", "kode")).reason
    assert "Missing: code" in reason
    assert "kode, name" in reason


@pytest.mark.parametrize(
    "content", [b"", b"\x00\x01", b"gss_code,name\n", b"%PDF-1.7\n\xff\xfe\x81", b"gss_code,name\nE04\x00"]
)
def test_what_is_no_list_is_refused(content):
    refusal(content)


def test_the_list_of_principals_is_no_list_of_areas():
    refusal(principal_list())


def test_principals_with_dates_counts_and_successors():
    rows = parse_principals(principal_list().encode(), "principals.csv")
    kent, ashford, yorkshire = rows[0], rows[1], rows[2]
    assert (kent.population, ashford.population) == (None, 131018)
    assert ashford.county_code == kent.code
    assert yorkshire.replaced_by == ("E06000065",)
    assert str(yorkshire.ended_on) == "2023-04-01"


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ("2023-04-31", "is not a date"),
        ("1 April 2023", "is not a date"),
    ],
)
def test_a_wrong_date_is_named(wrong, reason):
    text = principal_list().replace("2023-04-01", wrong, 1)
    assert reason in refusal(text, parse_principals).reason


def test_a_wrong_count_is_named():
    text = principal_list(PRINCIPALS[1].replace("131018.0", "many"))
    assert "is not a whole number" in refusal(text, parse_principals).reason


@given(st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=8))
def test_any_names_come_back_as_written(names):
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["gss_code", "name", "name_cy"])
    for number, (name, welsh) in enumerate(names):
        writer.writerow([f"W04{number:06}", f"a{name}", welsh])
    rows = parse_areas(out.getvalue().encode(), "areas.csv")
    assert [(row.name, row.name_cy) for row in rows] == [
        (" ".join(f"a{name}".split()), " ".join(welsh.split())) for name, welsh in names
    ]


@given(st.integers(min_value=1, max_value=len(area_list().encode()) - 1))
def test_a_list_cut_anywhere_is_refused_or_only_shorter(length):
    whole = {row.code: row for row in areas(area_list())}
    try:
        rows = parse_areas(area_list().encode()[:length], "areas.csv")
    except SourceError:
        return
    assert all(row.name == whole[row.code].name for row in rows)
    assert len(rows) <= len(whole)


@given(st.binary(max_size=200))
def test_no_bytes_break_the_reader(content):
    for parse in (parse_areas, parse_principals):
        with suppress(SourceError):
            assert parse(content, "x.csv")


@given(st.permutations(AREA_HEADING.split(",")))
def test_any_order_of_columns_reads_the_same(order):
    reader = csv.DictReader(io.StringIO(area_list()))
    out = io.StringIO()
    writer = csv.DictWriter(out, order)
    writer.writeheader()
    writer.writerows(reader)
    assert parse_areas(out.getvalue().encode(), "x") == areas(area_list())
