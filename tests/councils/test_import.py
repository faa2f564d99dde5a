"""The import on small lists: what is new, renamed, recoded, moved, gone, and what is refused."""

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command

from core.models import AuditEvent
from core.policies import SYSTEM
from councils.actions import import_councils
from councils.models import Council, ImportRun, ParishArea, ParishAreaCode, Profile, Succession
from councils.sources import SourceError
from tests.accounts.factories import UserFactory
from tests.councils.lists import AREAS, PRINCIPALS, area_list, principal_list

pytestmark = pytest.mark.django_db


@pytest.fixture
def load(tmp_path):
    """Import lists given as text; small ones are allowed."""

    def run(areas=None, principals=None, **options):
        files = {"principals": principals or principal_list(), "parishes": areas or area_list()}
        paths = {}
        for key, text in files.items():
            paths[key] = tmp_path / f"{key}.csv"
            paths[key].write_text(text, encoding="utf-8")
        return import_councils(**{"by": SYSTEM, "allow_fewer": True, **paths, **options})

    return run


def everything():
    """All that an import may touch."""
    return [
        list(model.objects.order_by("pk").values())
        for model in (Council, ParishArea, ParishAreaCode, Succession, Profile, ImportRun, AuditEvent)
    ]


def area(code):
    return ParishArea.objects.get(code=code)


def test_a_first_load_makes_a_listed_council_of_unknown_type_per_area(load):
    report = load()
    council = area("E04005008").councils.get()
    assert (council.label, council.status, council.type) == ("Wittersham (Ashford, Kent)", "listed", "not_known")
    assert council.slug == "wittersham-ashford"
    assert {parent.name for parent in council.parents.all()} == {"Ashford Borough Council", "Kent County Council"}
    assert len(report.new_areas) == len(AREAS)
    assert ImportRun.objects.get().areas == len(AREAS)


def test_every_area_has_its_council_or_the_reason_it_has_none(load):
    load()
    assert not ParishArea.objects.unexplained().exists()
    common = area("E04007708")
    assert not common.councils.exists()
    assert "not a council" in common.reason_without_council


def test_councils_of_one_name_in_unknown_places_are_told_apart_by_code(load):
    load()
    labels = set(Council.objects.filter(name="Kingswood").values_list("context", flat=True))
    assert labels == {"E04013026", "E04013343"}


def test_the_abolished_district_tells_where_a_place_is(load):
    load()
    assert area("E04007787").councils.get().label == "Carlton (Selby area, North Yorkshire)"


def test_abolished_principals_become_succession(load):
    load()
    selby = Council.objects.get(code="E07000169")
    assert selby.is_dissolved
    successions = Succession.objects.filter(successor__code="E06000065")
    assert {s.predecessor.name for s in successions} == {
        "Selby District Council",
        "North Yorkshire County Council",
    }
    assert {s.kind for s in successions} == {"merger"}


def test_the_second_load_changes_nothing(load):
    load()
    before = everything()
    assert load().changes == 0
    assert everything() == before


def test_a_dry_run_reports_and_changes_nothing(load):
    report = load(dry_run=True)
    assert report.changes > 0
    assert not Council.objects.exists()
    assert not AuditEvent.objects.exists()


def test_a_renamed_area_takes_its_council_along_and_the_old_name_is_still_found(load):
    load()
    report = load(area_list(AREAS[0].replace("Wittersham", "Isle of Oxney"), *AREAS[1:]))
    assert report.renamed == ["Wittersham → Isle of Oxney (E04005008)"]
    council = Council.objects.search("wittersham").get()
    assert (council.name, council.former_names, council.slug) == (
        "Isle of Oxney",
        ["Wittersham"],
        "wittersham-ashford",
    )


def test_a_name_its_people_confirmed_survives_a_rename_of_the_area(load):
    load()
    Council.objects.filter(slug="wittersham-ashford").update(name="Wittersham with Oxney", status="confirmed")
    load(area_list(AREAS[0].replace("Wittersham", "Isle of Oxney"), *AREAS[1:]))
    assert Council.objects.get(slug="wittersham-ashford").name == "Wittersham with Oxney"


def test_a_recoded_area_is_the_same_area_with_one_more_code(load):
    load()
    before = area("E04005008").pk
    report = load(area_list(AREAS[0].replace("E04005008", "E04099999"), *AREAS[1:]))
    assert report.recoded == ["Wittersham: E04005008 → E04099999"]
    assert not report.gone
    assert not report.new_areas
    same = area("E04099999")
    assert same.pk == before
    assert set(same.codes.values_list("code", flat=True)) == {"E04005008", "E04099999"}
    assert Council.objects.search("E04005008").get() == same.councils.get()


def test_an_older_list_with_the_old_code_is_recognised(load):
    load()
    load(area_list(AREAS[0].replace("E04005008", "E04099999"), *AREAS[1:]))
    report = load()
    assert (report.recoded, report.new_areas, report.gone) == ([], [], [])


def test_two_places_of_one_name_are_never_taken_for_a_recoding(load):
    load()
    rows = [AREAS[2].replace("E04013026", "E04088888"), AREAS[3].replace("E04013343", "E04077777")]
    report = load(area_list(*AREAS[:2], *rows, *AREAS[4:]))
    assert not report.recoded
    assert (len(report.gone), len(report.new_areas)) == (2, 2)


def test_an_area_no_longer_listed_is_kept_with_the_day_and_comes_back(load):
    load()
    report = load(area_list(*AREAS[1:]))
    assert report.gone == ["Wittersham (E04005008)"]
    assert area("E04005008").gone_on is not None
    assert area("E04005008").councils.exists()
    assert load(area_list(*AREAS[1:])).changes == 0
    assert load().returned == ["Wittersham (E04005008)"]


def test_an_area_that_moves_to_another_principal_moves_its_council(load):
    load()
    moved = "E04005008,Wittersham,,E06000065,,E06000065,North Yorkshire,ons2019-code"
    report = load(area_list(moved, *AREAS[1:]))
    assert report.moved == ["Wittersham (E04005008): Ashford Borough Council → North Yorkshire Council"]
    council = area("E04005008").councils.get()
    assert council.label == "Wittersham (North Yorkshire)"
    assert [parent.name for parent in council.parents.all()] == ["North Yorkshire Council"]


def test_a_list_that_names_an_abolished_principal_means_its_heir(load):
    load(area_list("E04007787,Carlton,,E07000169,,,,ons2019-code", *AREAS[2:]))
    assert area("E04007787").parent.name == "North Yorkshire Council"
    assert area("E04007787").councils.get().context == "Selby area, North Yorkshire"


def test_a_list_without_principals_keeps_those_known(load):
    load()
    rows = [row.split(",") for row in AREAS]
    load("PAR26CD,PAR26NM\n" + "".join(f"{row[0]},{row[1]}\n" for row in rows))
    assert area("E04005008").parent.name == "Ashford Borough Council"
    assert area("E04007787").former_area == "Selby"


def test_a_renamed_principal_keeps_its_old_name_for_the_search(load):
    load()
    report = load(principals=principal_list(*PRINCIPALS[:-1], PRINCIPALS[-1].replace("Powys Council", "Cyngor Powys")))
    assert report.changed_principals
    assert Council.objects.search("powys council").first().name == "Cyngor Powys"


@pytest.mark.parametrize(
    ("areas", "principals", "reason"),
    [
        (
            area_list("E04000001,X,,E07999999,,,,ons2019-code"),
            None,
            "parishes.csv, row 2: the principal council E07999999",
        ),
        (area_list("E04000001,X,,E07000105,,,,ons2019-co"), None, "row 2: “ons2019-co” is no known way"),
        (None, principal_list(PRINCIPALS[1].replace("E10000016", "E10000099")), "row 2: the county E10000099"),
        (None, principal_list(PRINCIPALS[0].replace("County,upper", "Shire,upper")), "is no type of principal"),
        (None, principal_list(PRINCIPALS[0].replace("England", "Scotland")), "is neither England nor Wales"),
        (None, principal_list(PRINCIPALS[2].replace("E06000065", "XYZ")), "the successor “XYZ” is not in the list"),
        (
            None,
            principal_list(PRINCIPALS[2].replace("2023-04-01", ""), PRINCIPALS[4]),
            "was replaced but has no end date",
        ),
    ],
)
def test_a_list_that_contradicts_itself_is_refused_and_changes_nothing(load, areas, principals, reason):
    load()
    before = everything()
    with pytest.raises(SourceError, match=reason):
        load(areas, principals)
    assert everything() == before


def test_far_fewer_rows_than_known_are_refused(load):
    load()
    with pytest.raises(SourceError, match="probably cut off"):
        load(area_list(*AREAS[:3]), allow_fewer=False)


def test_only_administrators_and_the_portal_itself_import(load):
    with pytest.raises(PermissionDenied):
        load(by=UserFactory())
    assert load(by=UserFactory(administrator=True)).changes


def test_the_command_says_why_and_that_nothing_was_changed(tmp_path):
    path = tmp_path / "cut.csv"
    path.write_text(area_list()[:-30])
    with pytest.raises(CommandError, match=r"cut\.csv, row 7: .*\nNothing was changed\."):
        call_command("import_councils", parishes=path)
    assert not Council.objects.exists()
