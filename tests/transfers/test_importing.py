"""Files of a register: whatever a spreadsheet made of them, understood or refused; nothing twice, nothing lost."""

import csv
import io

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import given, settings
from hypothesis import strategies as st

from core.exceptions import Refused
from core.jobs.actions import start_job
from core.jobs.running import run
from core.models import AuditEvent, Job
from core.roles import Role
from tests.accounts.factories import person
from tests.councils.factories import CouncilFactory
from tests.transfers.factories import SAMPLE, Keeper, csv_of, row
from transfers.importing import check, compare, mark_of, read_rows
from transfers.models import Asset, AssetBatch, AssetChange

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(db):
    return Keeper()


def stored():
    """The register as it stands, with the numbers of its rows."""
    left = {"reference", "added_at"}
    names = [field.attname for field in Asset._meta.fields if field.name not in left]
    return list(Asset.objects.order_by("pk").values_list(*names))


def checked(*rows, principal=None):
    content = rows[0] if isinstance(rows[0], bytes) else csv_of(*rows)
    return check(read_rows(content), principal or CouncilFactory.build(principal=True))


def test_a_real_register_is_loaded_whole_and_a_second_time_changes_nothing(keeper):
    CouncilFactory(name="Partington", parents=[keeper.principal])
    found = keeper.load(SAMPLE.read_bytes())
    assert (len(found.new), Asset.objects.count()) == (608, 608)
    assert Asset.objects.with_place().count() == 373
    assert Asset.objects.with_place().values("latitude", "longitude").distinct().count() == 302
    assert Asset.objects.filter(uprn="").count() == 336
    assert Asset.objects.filter(tenure="").count() == 1
    assert Asset.objects.filter(use="let").count() == 123  # "Leasehold Out" and "Leasehold out"
    assert Asset.objects.filter(local_council__name="Partington").count() == 24
    turned = Asset.objects.get(is_turned=True)
    assert (turned.code, str(turned.latitude)) == ("TMBC0396/P0000036", "53.457484")
    before = stored()
    again = keeper.load(SAMPLE.read_bytes())
    assert (len(again.same), again.changes, AssetBatch.objects.count()) == (608, 0, 1)
    assert stored() == before


def test_the_traps_of_the_real_register_are_told(keeper):
    told = checked(SAMPLE.read_bytes(), principal=keeper.principal)
    assert told.faults == []
    assert [note for note in told.notes if "wrong way round" in note]
    (far,) = [note for note in told.notes if note.startswith("Far from")]
    assert "Sonova House (TMBC0125)" in far
    assert "The Fort (TMBC0126)" in far
    assert len(told.notes) == 2


def test_what_changes_what_goes_and_what_comes_back(keeper):
    keeper.load(row("A1", TenureType="Freehold"), row("A2"), row("A3"))
    by_hand = keeper.asset(code="H1")
    found = keeper.load(row("A1", TenureType="Leasehold"), row("A3"), row("A4"), allow_fewer=True)
    assert list(found.lines()) == [
        ("new", "Hall A4 (A4)"),
        ("changed", "Hall A1 (A1): tenure “Freehold” → “Leasehold”"),
        ("gone", "Hall A2 (A2)"),
    ]
    gone = Asset.objects.get(code="A2")
    assert (gone.standing, gone.gone_on is not None) == ("gone", True)
    by_hand.refresh_from_db()
    assert by_hand.standing == "listed"
    back = keeper.load(row("A1", TenureType="Leasehold"), row("A2"), row("A3"), row("A4"))
    assert [asset.code for asset, _words in back.returned] == ["A2"]
    assert list(gone.changes.values_list("what", flat=True)) == ["returned", "gone", "new"]
    assert AssetBatch.objects.first().changed == 1


def test_what_officers_said_survives_the_next_file_and_ends_with_what_is_gone(keeper):
    keeper.load(row("A1"), row("A2"))
    asset = keeper.offered(code="H1")
    Asset.objects.filter(pk=asset.pk).update(is_by_hand=False, code="A3")
    keeper.load(row("A1"), row("A2"), row("A3", PropertyName="Hall"))
    asset.refresh_from_db()
    assert (asset.name, asset.is_offered) == ("Hall", True)
    found = keeper.load(row("A1"), row("A2"), allow_fewer=True)
    assert list(found.lines()) == [("gone", "Hall (A3): it is open for transfer, which ends")]
    asset.refresh_from_db()
    assert (asset.is_offered, asset.standing) == (False, "gone")
    assert AuditEvent.objects.about(asset).first().verb == "transfers.offer_ended"


def test_a_file_names_what_was_entered_by_hand_and_keeps_it_from_then_on(keeper):
    asset = keeper.asset(code="H1", name="Town hall")
    (changed,) = keeper.load(row("H1", PropertyName="Town Hall", HoldingType="")).changed
    assert changed[1].startswith("name “Town hall” → “Town Hall”")
    asset.refresh_from_db()
    assert asset.is_by_hand is False
    assert keeper.load(row("H1", PropertyName="Town Hall", HoldingType="")).changes == 0


def test_a_file_that_lost_rows_is_refused_unless_it_is_meant(keeper):
    keeper.load(*(row(f"A{number}") for number in range(20)))
    with pytest.raises(Refused, match="20 from the file before"):
        keeper.load(*(row(f"A{number}") for number in range(10)))
    assert Asset.objects.gone().count() == 0
    assert len(keeper.load(*(row(f"A{number}") for number in range(18))).gone) == 2
    assert len(keeper.load(row("A1"), allow_fewer=True).gone) == 17


def test_only_officers_of_the_principal_load_its_register(keeper):
    for stranger in (person(Role.LIAISON_OFFICER), person(Role.LEAD_MEMBER, keeper.principal)):
        with pytest.raises(PermissionDenied):
            keeper.load(row(), by=stranger)
    assert Asset.objects.count() == 0


@pytest.mark.parametrize(
    "changed",
    [
        lambda text: text.encode("utf-8-sig"),
        lambda text: text.encode("utf-16"),
        lambda text: text.replace(",", ";").encode("cp1252"),
        lambda text: text.replace("\r\n", "\n").encode(),
        lambda text: f"Register\r\n\r\n{text}".encode(),
        lambda text: text.replace("AssetCode", "asset code").encode(),
    ],
    ids=["bom", "utf-16", "semicolons", "line ends", "junk above", "heading"],
)
def test_a_file_of_any_spreadsheet_is_understood(changed):
    text = "PropertyName,AssetCode,HoldingType\r\nCafé,A1,Land/Buildings\r\n"
    assert [(f["name"], f["holding"]) for f in checked(changed(text)).rows.values()] == [("Café", "both")]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "names the columns"),
        (b"PK\x03\x04 a spreadsheet", "not a CSV file"),
        (b"a,b\r\n1,2", "names the columns"),
        (b"AssetCode,PropertyName\r\n", "no rows"),
        (b"AssetCode,PropertyName,assetcode\r\n1,2,3", "twice"),
    ],
)
def test_what_is_no_register_is_refused_in_words(content, words):
    with pytest.raises(Refused, match=words):
        read_rows(content)


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([row("")], "Row 2: it has no asset code"),
        ([row("A1"), row("A1")], "Row 3: the asset code A1 stands in row 2 already"),
        ([row("A1", PropertyName="")], "Row 2: A1 has no name"),
        ([row("A" * 61)], "Row 2: the asset code is longer than 60"),
    ],
)
def test_a_row_that_cannot_be_kept_is_a_fault(rows, words):
    (fault,) = checked(*rows).faults
    assert fault.startswith(words)


@pytest.mark.parametrize(
    ("cells", "kept", "words"),
    [
        ({"UPRN": "1.00013E+11"}, {"uprn": ""}, "UPRN"),
        ({"GeoX": "377000", "GeoY": "390000"}, {"latitude": None}, "outside the United Kingdom"),
        ({"GeoX": "0", "GeoY": ""}, {"latitude": None}, "no coordinates"),
        ({"GeoX": "NaN", "GeoY": "1e999"}, {"latitude": None}, "no coordinates"),
        ({"GeoX": "-2", "GeoY": "53", "CoordinateReferenceSystem": "OSGB36"}, {"latitude": None}, "OSGB36"),
        ({"EffectiveDate": "31/02/2026"}, {"said_for_on": None}, "EffectiveDate"),
        ({"BuildingSize": "-5"}, {"building_size": None}, "BuildingSize"),
        ({"HoldingType": "Boat"}, {"holding": ""}, "Boat"),
        ({"PropertyName": "x" * 300}, {"name": "x" * 200}, "cut off"),
        ({"OrganisationLabel": "Wyre Forest Council"}, {}, "Wyre Forest"),
    ],
)
def test_what_is_left_out_of_a_row_is_told(cells, kept, words):
    found = checked(row("A1", **cells))
    assert found.rows["A1"].items() >= kept.items()
    assert [note for note in found.notes if words in note], found.notes


texts = st.text("aZ0ß é-/='", max_size=12)
numbers = st.sampled_from(["", "-2.35", "53.4", "1e9", "-0", "999999999999", "٣", "1,5", "nan", "12"])
files = st.lists(
    st.fixed_dictionaries(
        {"AssetCode": st.sampled_from(["A1", "A2", "A3", "A4"]), "PropertyName": st.sampled_from(["Hall", "Pool"])},
        optional={
            **dict.fromkeys(("GeoX", "GeoY", "BuildingSize", "LandArea", "UPRN"), numbers),
            **dict.fromkeys(("StreetName", "TenureType", "EffectiveDate", "EnergyRating", "PostCode"), texts),
        },
    ),
    min_size=1,
    max_size=4,
    unique_by=lambda cells: cells["AssetCode"],
)


@settings(max_examples=15)
@given(first=files, second=files)
def test_after_any_file_the_register_says_what_the_file_says(first, second):
    """Whatever stands in two files: each is taken whole, a second time it changes nothing, nothing is deleted."""
    keeper = Keeper()
    for cells in (first, second):
        found = keeper.load(*cells, allow_fewer=True)
        assert found.rows == len(cells)
        listed = Asset.objects.of_principal(keeper.principal).listed().values_list("code", flat=True)
        assert set(listed) == {each["AssetCode"] for each in cells}
        assert keeper.load(*cells, allow_fewer=True).changes == 0
    ever = {each["AssetCode"] for each in (*first, *second)}
    assert Asset.objects.of_principal(keeper.principal).count() == len(ever)


rubbish = st.binary(max_size=200) | st.text('aZ1ß,;\t\n\r"é\u202e', max_size=60).map(
    lambda text: f"AssetCode,PropertyName\n{text}".encode()
)


@settings(max_examples=60)
@given(content=rubbish)
def test_rubbish_is_understood_or_refused(content):
    try:
        found = checked(content)
    except Refused:
        return
    assert found.rows or found.faults


@settings(max_examples=6)
@given(codes=st.permutations(["A1", "A2", "A3"]))
def test_the_order_of_the_rows_does_not_matter(codes):
    principal = CouncilFactory.build(principal=True)
    rows = check(read_rows(csv_of(*map(row, codes))), principal).rows
    assert rows == check(read_rows(csv_of(*map(row, sorted(codes)))), principal).rows


def jobs(keeper, content):
    """The preview and the load of one file, done by the worker, each twice."""
    options = {"subject": keeper.principal, "council": keeper.principal, "by": keeper.officer}
    files = [("register", "assets.csv", content)]
    preview = start_job(kind="transfers.preview", title="Preview", files=files, **options)
    for _time in range(2):
        run(preview.pk)
    preview.refresh_from_db()
    before = Asset.objects.count()
    load = start_job(kind="transfers.load", title="Load", params={"preview": preview.pk}, once=True,
                     key=str(preview.pk), **options)  # fmt: skip
    return preview, load, before


def test_the_worker_previews_and_then_loads_what_it_showed_once(keeper):
    preview, load, before = jobs(keeper, SAMPLE.read_bytes())
    assert (preview.status, before) == (Job.Status.DONE, 0)
    assert preview.summary == "608 rows: 608 new, 0 changed, 0 in the file again, 0 as before, 0 gone"
    for _time in range(2):
        run(load.pk)
    load.refresh_from_db()
    assert (load.status, Asset.objects.count()) == (Job.Status.DONE, 608)
    assert AssetChange.objects.count() == 608
    assert AuditEvent.objects.filter(verb="transfers.register_loaded").count() == 1


def test_a_load_is_refused_if_the_register_changed_after_the_preview(keeper):
    _preview, load, _before = jobs(keeper, csv_of(row("A1"), row("A2")))
    keeper.load(row("A1"))
    run(load.pk)
    load.refresh_from_db()
    assert (load.status, "preview" in load.error) == (Job.Status.FAILED, True)
    assert list(Asset.objects.values_list("code", flat=True)) == ["A1"]


def test_a_file_with_a_fault_is_refused_with_every_fault(keeper):
    preview, _load, _before = jobs(keeper, csv_of(row("A1"), row("A1"), row("")))
    assert preview.status == Job.Status.FAILED
    assert preview.lines.filter(group="fault").count() == 2


def test_the_mark_of_a_preview_is_of_what_would_change(keeper):
    facts = checked(row("A1"), row("A2")).rows
    assert mark_of(compare(facts, keeper.principal)) == mark_of(
        compare(dict(reversed(facts.items())), keeper.principal)
    )
    assert mark_of(compare(facts, keeper.principal)) != mark_of(compare(checked(row("A1")).rows, keeper.principal))


def test_what_is_exported_can_be_loaded_again(keeper, client):
    """A name that a spreadsheet would run as a formula comes back as it was."""
    keeper.load(row("A1", PropertyName="=1+1"))
    answer = client.get("/assets/?format=csv")
    lines = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert dict(zip(*lines[:2], strict=True))["name"] == "'=1+1"
