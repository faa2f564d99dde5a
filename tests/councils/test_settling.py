"""Areas whose principal the list does not say: suggested from their neighbours, settled together, taken back."""

import csv
import io

import pytest
from django.urls import reverse

from core.exceptions import Refused
from core.models import AuditEvent
from core.policies import SYSTEM
from councils import actions
from councils.models import ParishArea
from councils.suggestions import suggest
from tests.accounts.factories import UserFactory, sign_in
from tests.councils.factories import AreaFactory, CouncilFactory

pytestmark = pytest.mark.django_db
PAGE = "/councils/areas/"


@pytest.fixture
def cornwall():
    return CouncilFactory(principal=True, name="Cornwall Council", short_name="Cornwall")


@pytest.fixture
def areas(cornwall):
    """Delabole stands between two areas of Cornwall; Kingswood between areas of two councils."""
    AreaFactory(code="E04013054", name="Davidstow", parent=cornwall)
    AreaFactory(code="E04013057", name="Egloshayle", parent=cornwall)
    AreaFactory(code="E04013060", name="Elsewhere")
    delabole = AreaFactory(code="E04013055", name="Delabole", unknown=True, councils=[CouncilFactory(name="Delabole")])
    kingswood = AreaFactory(code="E04013058", name="Kingswood", unknown=True)
    return delabole, kingswood


@pytest.fixture
def admin(client):
    sign_in(client, UserFactory(is_staff=True, app=True))


def test_the_neighbours_suggest_only_where_they_agree(areas, cornwall):
    delabole, kingswood = areas
    found = suggest(ParishArea.objects.parent_unknown().with_neighbours())
    assert found[delabole.pk].parent == cornwall
    assert "Davidstow (E04013054) and Egloshayle (E04013057)" in found[delabole.pk].why
    assert kingswood.pk not in found


def test_a_principal_of_the_past_is_not_suggested(areas, cornwall):
    type(cornwall).objects.filter(pk=cornwall.pk).update(status="dissolved", ended_on="2025-01-01")
    assert suggest(ParishArea.objects.parent_unknown().with_neighbours()) == {}


def test_selected_areas_are_settled_as_suggested(client, admin, areas, cornwall):
    page = client.get(PAGE).content.decode()
    assert "0 of 2 settled" in page
    answer = client.post(PAGE, {"area": ["E04013055"], "suggested": "yes"}, follow=True).content.decode()
    assert "1 area was settled" in answer
    assert "1 of 2 settled" in answer
    delabole = ParishArea.objects.get(code="E04013055")
    assert delabole.parent == cornwall
    assert delabole.councils.get().context == "Cornwall"


def test_several_areas_go_into_one_council(client, admin, areas, cornwall):
    codes = [area.code for area in areas]
    client.post(PAGE, {"area": codes, "parent": cornwall.slug, "parent_name": "Cornwall Council"})
    assert ParishArea.objects.settled().filter(code__in=codes, parent=cornwall).count() == 2


def test_without_a_suggestion_nothing_is_settled(client, admin, areas):
    answer = client.post(PAGE, {"area": [area.code for area in areas], "suggested": "yes"}).content.decode()
    assert "There is no suggestion for Kingswood (E04013058)" in answer
    assert 'value="E04013055" checked' in answer  # what was selected is kept
    assert not ParishArea.objects.settled().exists()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ({"suggested": "yes"}, "Select at least one area"),
        ({"area": ["E04013055"], "parent_name": ""}, "Enter"),
        ({"area": ["E04013055"], "parent_name": "Atlantis"}, "No council of today fits “Atlantis”"),
        ({"area": ["nonsense"], "parent_name": "Atlantis"}, "Select at least one area"),
    ],
)
def test_what_is_missing_is_said(client, admin, areas, data, reason):
    assert reason in client.post(PAGE, data).content.decode()


def test_settling_is_taken_back_with_a_trace(client, admin, areas, cornwall):
    delabole = areas[0]
    actions.settle_area(area=delabole, parent=cornwall, by=SYSTEM)
    assert "Take back" in client.get(PAGE + "?show=settled").content.decode()
    client.post(reverse("councils:unsettle-area", args=[delabole.code]))
    delabole.refresh_from_db()
    council = delabole.councils.get()
    assert (delabole.parent, delabole.parent_method) == (None, "unresolved")
    assert list(council.parents.all()) == []
    assert council.context == delabole.code
    page = client.get(reverse("councils:settle-area", args=[delabole.code])).content.decode()
    assert "no longer lies in Cornwall" in page
    assert AuditEvent.objects.about(delabole).count() == 2
    with pytest.raises(Refused):
        actions.unsettle_area(area=delabole, by=SYSTEM)


def test_the_table_has_the_suggestion_and_the_filter_of_the_page(client, admin, areas):
    text = client.get(reverse("councils:areas-csv") + "?q=dela").getvalue().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [(row["code"], row["suggestion"]) for row in rows[:-1]] == [("E04013055", "Cornwall Council")]
