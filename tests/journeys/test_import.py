"""All councils of England and Wales: loaded by the command, found in the directory, settled where unknown."""

import gzip
import subprocess
import sys

import pytest
from django.conf import settings

from core.models import AuditEvent
from councils.actions import AREAS_FILE, PRINCIPALS_FILE
from councils.models import Council, ImportRun, ParishArea, ParishAreaCode, Profile, Succession
from tests.accounts.factories import UserFactory
from tests.journeys.conftest import own_environment
from tests.journeys.hands import HANDS, ways_of

TABLES = (Council, ParishArea, ParishAreaCode, Succession, Profile, ImportRun, AuditEvent)


def everything():
    """All that an import may touch."""
    return [list(model.objects.order_by("pk").values()) for model in TABLES]


def import_councils(*arguments):
    """The command as an administrator types it, in a process of its own."""
    command = [sys.executable, "manage.py", "import_councils", *map(str, arguments)]
    return subprocess.run(command, env=own_environment(), cwd=settings.BASE_DIR, capture_output=True, text=True)


@pytest.fixture
def spoilt(tmp_path):
    """`spoilt(file, change)` is a copy of a published list with its bytes changed."""

    def make(file, change):
        copy = tmp_path / file.name.removesuffix(".gz")
        copy.write_bytes(change(gzip.decompress(file.read_bytes())))
        return copy

    return make


def half(content):
    """Cut in the middle of a row."""
    return content[: len(content) // 2].rpartition(b",")[0]


def whole_lines_of_half(content):
    """Cut where nothing looks broken."""
    return half(content).rpartition(b"\n")[0] + b"\n"


def other_column(content):
    return content.replace(b"gss_code", b"area", 1)


def load_once():
    done = import_councils()
    assert done.returncode == 0, done.stderr
    assert "387 principal councils and 11341 areas read." in done.stdout
    assert Council.objects.principal().count() == 387
    assert ParishArea.objects.count() == 11_341
    without = ParishArea.objects.filter(councils=None)
    assert without.exists()
    assert not without.filter(reason_without_council="").exists()


def load_again_changes_nothing(before):
    again = import_councils()
    assert again.returncode == 0, again.stderr
    assert "0 changed." in again.stdout
    assert everything() == before


def refuse_what_is_broken(before, spoilt):
    """Each is refused with the file and what is wrong with it, and changes nothing."""
    for option, file, change, reason in (
        ("--parishes", AREAS_FILE, half, "parishes_2025.csv, row "),
        ("--parishes", AREAS_FILE, whole_lines_of_half, "it was probably cut off"),
        ("--parishes", AREAS_FILE, other_column, "Missing: code"),
        ("--principals", PRINCIPALS_FILE, half, "principal_councils.csv"),
        ("--principals", PRINCIPALS_FILE, other_column, "Missing: code"),
    ):
        refused = import_councils(option, spoilt(file, change))
        assert refused.returncode == 1
        assert reason in refused.stderr, refused.stderr
        assert "Nothing was changed." in refused.stderr
        assert "Traceback" not in refused.stderr
        assert everything() == before


def rows_of(hand):
    """(name, where) of the directory's rows as they stand."""
    return [
        (row.locator("th").inner_text(), row.locator("td").first.inner_text())
        for row in hand.page.locator("tbody tr").all()
    ]


def look_up(anyone, text):
    anyone.go("/")
    anyone.follow("Councils")
    anyone.fill("Name or code", text)
    anyone.press("Search")


def search_the_directory(anyone):
    for text in ("bishops waltham", "bishp waltham"):
        look_up(anyone, text)
        assert rows_of(anyone)[0][0].startswith("Bishop"), text
    look_up(anyone, "st m")
    anyone.sees("77 councils")
    look_up(anyone, "Middleton")
    found = [row for row in rows_of(anyone) if row[0] == "Middleton"]
    assert len(found) > 3
    assert len(set(found)) == len(found)


def filter_by_principal(anyone):
    """With JavaScript by the suggestions, without it by the name as typed."""
    anyone.go("/councils/")
    anyone.pick("In the area of this principal council", "ashf", "Ashford Borough Council")
    anyone.press("Search")
    found = rows_of(anyone)
    assert len(found) > 30
    assert {where for _name, where in found} == {"Ashford, Kent"}
    anyone.follow("Wittersham")
    anyone.sees("Ashford Borough Council")


def pick_on_a_page_of_its_own(anyone):
    anyone.go("/councils/pick/?tier=local")
    anyone.fill("Name or code of the council", "wittersham")
    anyone.press("Search")
    anyone.follow("Wittersham")
    anyone.sees("Who they are")


def settle_an_area(administrator):
    """From home to an area whose principal the lists do not say, and the number at home falls by one."""
    open_areas = ParishArea.objects.parent_unknown()
    area, many = open_areas.first(), open_areas.count()
    administrator.go("/")
    administrator.follow("without a known principal")
    administrator.sees(f"{many} to settle")
    administrator.follow(f"Settle {area.name} ({area.code})")
    administrator.press("Save")
    administrator.sees("There is a problem")
    administrator.pick("District, borough or unitary council", "stratford", "Stratford-on-Avon District Council")
    administrator.press("Save")
    administrator.sees(f"{many - 1} to settle")
    area.refresh_from_db()
    assert area.parent.name == "Stratford-on-Avon District Council"


def test_the_country_is_loaded_once_and_found(spoilt, open_browser, signed_in):
    """One import for everything: it is the longest step."""
    load_once()
    before = everything()
    load_again_changes_nothing(before)
    refuse_what_is_broken(before, spoilt)

    administrator = UserFactory(is_staff=True, app=True)
    for way in ways_of("import"):
        visitor = open_browser(HANDS[way])
        search_the_directory(visitor)
        filter_by_principal(visitor)
        pick_on_a_page_of_its_own(visitor)
        settle_an_area(signed_in(administrator, HANDS[way]))
