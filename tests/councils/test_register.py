"""The real lists of England and Wales: the traps that are in the data."""

import gzip
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Count

from councils.actions import AREAS_FILE
from councils.models import Council, ParishArea, Succession
from councils.search import normalise

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("register")]  # loaded by one worker only


@pytest.fixture(scope="module")
def register(django_db_setup, django_db_blocker):
    """The full lists, loaded once for this file and taken back at its end."""
    with django_db_blocker.unblock():
        call_command("import_councils", verbosity=0)
        yield
        call_command("flush", verbosity=0, interactive=False)


@pytest.fixture(autouse=True)
def _in_register(register, db):
    """Every test of this file reads the full lists."""


def principal(name):
    return Council.objects.principal().get(short_name=name, status="listed")


def test_387_principals_and_11341_areas_each_with_its_council_or_the_reason():
    assert Council.objects.principal().count() == 387
    assert Council.objects.principal().current().count() == 339
    assert ParishArea.objects.count() == 11341
    assert not ParishArea.objects.unexplained().exists()
    assert Council.objects.local().count() == 11335


@pytest.mark.parametrize(
    ("name", "count"),
    [("Milton Keynes", 49), ("Ashford", 43), ("Wyre Forest", 13), ("Cornwall", 205), ("North Yorkshire", 728)],
)
def test_areas_of_a_principal(name, count):
    assert ParishArea.objects.filter(parent=principal(name)).count() == count


def test_milton_keynes_has_49_local_councils():
    assert Council.objects.of_principal(principal("Milton Keynes")).local().current().count() == 49


def test_108_areas_wait_for_their_principal():
    assert ParishArea.objects.parent_unknown().count() == 108


def test_no_two_councils_of_today_have_the_same_label():
    twice = Council.objects.current().values("name", "context").annotate(n=Count("pk")).filter(n__gt=1)
    assert not twice.exists()


def test_names_are_shared_and_never_a_key():
    assert Council.objects.local().filter(name="Middleton").count() == 12
    assert len(set(Council.objects.values_list("slug", flat=True))) == Council.objects.count()


def test_names_that_are_not_plain_ascii_arrive_whole():
    names = [name for pair in ParishArea.objects.values_list("name", "name_cy") for name in pair]
    assert sum(not name.isascii() for name in names) == 29
    assert sum("'" in name for name in names) == 63
    assert max(map(len, names)) == 66


def test_lands_common_are_no_councils():
    common = ParishArea.objects.filter(kind="lands_common")
    assert common.count() == 6
    assert not Council.objects.local().filter(name__istartswith="lands common").exists()


@pytest.mark.parametrize(
    ("abolished", "heirs"),
    [
        ("Cumbria County Council", {"Cumberland Council", "Westmorland and Furness Council"}),
        ("Northamptonshire County Council", {"North Northamptonshire Council", "West Northamptonshire Council"}),
        ("Taunton Deane Borough Council", {"Somerset Council"}),
    ],
)
def test_splits_and_chains_of_succession(abolished, heirs):
    council = Council.objects.get(name=abolished)
    found = Succession.objects.living_heirs([council.pk])[council.pk]
    assert set(Council.objects.filter(pk__in=found).values_list("name", flat=True)) == heirs


@pytest.mark.parametrize(
    "text", ["bishops waltham", "bishp waltham", "Bishop's Waltham", "Bishops Waltham Parish Council"]
)
def test_bishops_waltham_comes_first(text):
    assert Council.objects.search(text).first().slug == "bishops-waltham-winchester"


def test_st_m_finds_all_77():
    expected = {
        council.pk
        for council in Council.objects.all()
        if any(" st m" in f" {normalise(name)}" for name in (council.name, council.name_cy, council.short_name))
    }
    assert {council.pk for council in Council.objects.search("st m")} == expected
    assert len(expected) == 77


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("milton keynes", "milton-keynes-council"),
        ("olny", "olney-milton-keynes"),
        ("kidderminser", "kidderminster-wyre-forest"),
        ("E04001259", "lathbury-milton-keynes"),
        ("E07000105", "ashford-borough-council"),
        ("y gelli gandryll", "hay-powys"),
        ("hambleton selby", "hambleton-north-yorkshire"),
    ],
)
def test_searches_find_first(text, slug):
    assert Council.objects.search(text).first().slug == slug


@pytest.mark.parametrize("text", ["", "  ", "'", "%", "&|!", "x", "a" * 500, "\x00", "zzzzqqq"])
def test_no_text_breaks_the_search(text):
    assert len(Council.objects.search(text)[:5]) <= 5


def test_an_abolished_principal_is_offered_as_the_one_that_took_over():
    assert [c.name for c in Council.objects.pickable("selby district", tier="principal")] == ["North Yorkshire Council"]


def test_the_second_load_changes_nothing():
    out = StringIO()
    call_command("import_councils", stdout=out)
    assert out.getvalue().strip().endswith("0 changed.")


@pytest.mark.parametrize("share", [0.5, 0.93])
def test_a_list_cut_in_half_changes_nothing_and_says_why(tmp_path, share):
    content = gzip.decompress(AREAS_FILE.read_bytes())
    path = tmp_path / "parishes.csv"
    path.write_bytes(content[: int(len(content) * share)])
    before = list(ParishArea.objects.order_by("pk").values_list("pk", "name", "gone_on"))
    with pytest.raises(CommandError, match="cut off"):
        call_command("import_councils", parishes=path)
    assert list(ParishArea.objects.order_by("pk").values_list("pk", "name", "gone_on")) == before


def test_a_list_cut_at_the_end_of_a_line_is_refused_too(tmp_path):
    lines = gzip.decompress(AREAS_FILE.read_bytes()).splitlines(keepends=True)
    path = tmp_path / "parishes.csv"
    path.write_bytes(b"".join(lines[: len(lines) // 2]))
    with pytest.raises(CommandError, match="probably cut off"):
        call_command("import_councils", parishes=path)


def test_a_list_with_a_wrong_column_is_refused(tmp_path):
    path = tmp_path / "parishes.csv"
    path.write_bytes(gzip.decompress(AREAS_FILE.read_bytes()).replace(b"gss_code", b"kode", 1))
    with pytest.raises(CommandError, match="Missing: code"):
        call_command("import_councils", parishes=path)
