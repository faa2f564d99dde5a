"""A list as somebody narrowed it, kept under a name."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accounts.actions.saved_views import MOST, remove_view, save_view
from accounts.models import SavedView
from core.exceptions import Refused
from core.roles import Role
from tests.accounts.factories import person, sign_in
from tests.councils.factories import CouncilFactory

pytestmark = pytest.mark.django_db
PAGE = "partnerships:list"


@pytest.fixture
def officer():
    return person(Role.LIAISON_OFFICER, CouncilFactory(principal=True))


def views_on(client, address):
    page = BeautifulSoup(client.get(address).content, "html.parser")
    return {a.text: a["href"] for a in page.select(".portal-saved a")}


def test_a_list_is_narrowed_saved_found_again_and_removed(client, officer):
    sign_in(client, officer)
    assert views_on(client, reverse(PAGE)) == {}
    found = views_on(client, f"{reverse(PAGE)}?tier=full&page=2&q=&show=overdue")
    assert list(found) == ["Save this view"]
    form = BeautifulSoup(client.get(found["Save this view"]).content, "html.parser").find(id="id_query")
    answer = client.post(found["Save this view"], {"name": " Late and large ", "query": form["value"]})
    assert answer.url == f"{reverse(PAGE)}?show=overdue&tier=full"
    assert views_on(client, reverse(PAGE)) == {"Late and large": answer.url}
    assert views_on(client, answer.url) == {"Late and large": answer.url}, "what is shown already is not offered again"
    assert views_on(client, reverse("funding:list")) == {}
    view = SavedView.objects.get()
    for _press in range(2):
        remove_view(view=view, by=officer)
    assert views_on(client, reverse(PAGE)) == {}


def test_a_name_is_taken_once_whatever_its_letters(client, officer):
    save_view(page=PAGE, name="Late", query="show=overdue", by=officer)
    sign_in(client, officer)
    address = f"{reverse('accounts:save-view', args=[PAGE])}?show=ending"
    page = client.post(address, {"name": "LATE", "query": "show=ending"}).content.decode()
    assert "You have a view of this name already" in page
    assert 'value="LATE"' in page
    save_view(page="funding:list", name="Late", query="state=all", by=officer)


def test_there_are_not_too_many_and_none_of_everything(officer):
    for number in range(MOST):
        save_view(page=PAGE, name=f"View {number}", query="show=mine", by=officer)
    with pytest.raises(Refused, match="Remove one first"):
        save_view(page=PAGE, name="One more", query="show=mine", by=officer)
    with pytest.raises(Refused, match="nothing to save"):
        save_view(page="funding:list", name="All", query="", by=officer)


def test_nobody_removes_what_is_another_persons(client, officer):
    view = save_view(page=PAGE, name="Late", query="show=overdue", by=officer)
    other = person(Role.LIAISON_OFFICER, CouncilFactory(principal=True))
    with pytest.raises(PermissionDenied):
        remove_view(view=view, by=other)
    sign_in(client, other)
    assert client.post(reverse("accounts:remove-view", args=[view.pk])).status_code == 404
    assert views_on(client, reverse(PAGE)) == {}


@pytest.mark.parametrize("page", ["councils:list", "partnerships:detail", "no-such-page", "portal:home"])
def test_only_lists_that_offer_it_are_saved(client, officer, page):
    sign_in(client, officer)
    assert client.get(reverse("accounts:save-view", args=[page])).status_code == 404
