"""Devolution offers: written, published, answered by clerks, kept by officers; who reads what."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership
from core.exceptions import Refused
from core.facts import cache
from core.models import AuditEvent
from core.registry import HANDOVER_ITEM, collect
from core.roles import Role
from tests.accounts.factories import MembershipFactory, person, sign_in
from tests.councils.factories import CouncilFactory
from tests.transfers.factories import Keeper
from transfers import actions
from transfers.models import DevolutionOffer, Interest

pytestmark = pytest.mark.django_db
INTERESTED = {"state": "interested", "note": "A word"}


@pytest.fixture
def keeper(db):
    cache.clear()
    return Keeper()


@pytest.fixture
def clerk(keeper):
    return person(Role.CLERK, CouncilFactory(name="Olney", parents=[keeper.principal]))


def own(clerk):
    return clerk.current_memberships[0].council


def say(offer, clerk, **facts):
    return actions.say_interest(offer=offer, council=own(clerk), facts={**INTERESTED, **facts}, by=clerk)


def test_a_draft_needs_its_money_before_everyone_reads_it(keeper, client):
    draft = keeper.devolution(funding="")
    assert client.get(draft.get_absolute_url()).status_code == 302
    with pytest.raises(Refused, match="how it is paid for"):
        actions.publish_offer(offer=draft, by=keeper.officer)
    facts = {**actions.offer_words(draft), "funding": "As now"}
    offer = actions.publish_offer(
        offer=actions.change_offer(offer=draft, facts=facts, by=keeper.officer), by=keeper.officer
    )
    assert client.get(offer.get_absolute_url()).status_code == 200
    with pytest.raises(Refused, match="published already"):
        actions.publish_offer(offer=offer, by=keeper.officer)


@pytest.mark.parametrize(
    ("changed", "name"),
    [
        ({"moves": ""}, "devolution_offer_says_what"),
        ({"closes_on": "2020-01-01"}, "devolution_offer_closes_after_it_opens"),
        ({"published_at": timezone.now()}, "devolution_offer_published_at_with_by"),
        ({"ended_because": "Why"}, "devolution_offer_ended_with_a_reason"),
    ],
)
def test_the_database_refuses_impossible_offers(keeper, changed, name):
    draft = keeper.devolution()
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        DevolutionOffer.objects.filter(pk=draft.pk).update(**changed)


def test_a_clerk_says_interested_explores_and_withdraws_until_both_have_agreed(keeper, clerk):
    offer = keeper.published()
    for state in ("interested", "exploring", "withdrawn", "interested"):
        assert say(offer, clerk, state=state).state == state
    assert Interest.objects.count() == 1
    with pytest.raises(Refused, match="Choose where"):
        say(offer, clerk, state="live")
    agreed = {"state": "agreed", "note": "", "since_on": None}
    actions.set_standing(offer=offer, council=own(clerk), facts=agreed, by=keeper.officer)
    with pytest.raises(Refused, match="agreed already"):
        say(offer, clerk, state="withdrawn")


@pytest.mark.parametrize("days", [(1, None), (-9, -1)], ids=["not yet", "no longer"])
def test_nobody_answers_outside_the_days(keeper, clerk, days):
    today = timezone.localdate()
    opens, closes = (today + timedelta(days=each) if each is not None else None for each in days)
    offer = keeper.published(opens_on=opens)
    DevolutionOffer.objects.filter(pk=offer.pk).update(closes_on=closes)
    with pytest.raises(Refused, match="does not take answers"):
        say(offer, clerk)


def test_what_cannot_be_is_refused(keeper, clerk):
    today = timezone.localdate()
    gone = keeper.devolution(opens_on=today - timedelta(days=9), closes_on=today - timedelta(days=1))
    with pytest.raises(Refused, match="has passed"):
        actions.publish_offer(offer=gone, by=keeper.officer)
    offer = keeper.published()
    ahead = {"state": "live", "note": "", "since_on": today + timedelta(days=1)}
    with pytest.raises(Refused, match="today or an earlier day"):
        actions.set_standing(offer=offer, council=own(clerk), facts=ahead, by=keeper.officer)
    words = actions.offer_words(offer)
    offer = actions.end_offer(offer=offer, because="No money", by=keeper.officer)
    with pytest.raises(Refused, match="has ended"):
        actions.change_offer(offer=offer, facts=words, by=keeper.officer)


def test_after_its_end_nobody_answers_and_those_who_had_are_told(keeper, clerk):
    offer = keeper.published()
    say(offer, clerk)
    offer = actions.end_offer(offer=offer, because="The contract goes on", by=keeper.officer)
    assert own(clerk).pk in AuditEvent.objects.get(verb="transfers.devolution_ended").council_ids
    with pytest.raises(Refused, match="does not take answers"):
        say(offer, clerk)
    with pytest.raises(Refused, match="Only an offer that stands"):
        actions.end_offer(offer=offer, because="Again", by=keeper.officer)


def test_strangers_neither_keep_nor_answer(keeper, clerk):
    offer = keeper.published()
    stranger = person(Role.CLERK, CouncilFactory(parents=[CouncilFactory(principal=True)]))
    for who in (stranger, person(Role.COUNCILLOR, own(clerk)), keeper.officer):
        with pytest.raises(PermissionDenied):
            actions.say_interest(offer=offer, council=own(clerk), facts=INTERESTED, by=who)
    facts = {"state": "live", "note": "", "since_on": None}
    with pytest.raises(PermissionDenied):
        actions.set_standing(offer=offer, council=own(clerk), facts=facts, by=clerk)
    with pytest.raises(Refused, match="of your area"):
        actions.set_standing(offer=offer, council=own(stranger), facts=facts, by=keeper.officer)


def test_what_is_agreed_everyone_reads_the_rest_the_area_alone(keeper, clerk, client):
    offer = keeper.published()
    live = CouncilFactory(name="Woburn Sands", parents=[keeper.principal])
    say(offer, clerk)
    facts = {"state": "live", "note": "Secret word", "since_on": None}
    actions.set_standing(offer=offer, council=live, facts=facts, by=keeper.officer)
    seen = [row.council_id for row in client.get(offer.get_absolute_url()).context_data["rows"]]
    assert seen == [live.pk]
    sign_in(client, person(Role.CLERK, CouncilFactory(parents=[CouncilFactory(principal=True)])))
    assert len(client.get(offer.get_absolute_url()).context_data["rows"]) == 1
    sign_in(client, person(Role.COUNCILLOR, live))
    page = client.get(offer.get_absolute_url())
    assert len(page.context_data["rows"]) == 2
    assert "Secret word" not in page.content.decode()


def test_a_local_council_page_names_what_is_offered(keeper, clerk, client):
    offer = keeper.published(title="Landscaping of parishes")
    assert offer.get_absolute_url() in client.get(own(clerk).get_absolute_url()).content.decode()


def test_it_is_found_by_its_words_while_it_stands(keeper, client):
    offer = keeper.published(title="Landscaping of your parish")
    draft = keeper.devolution(title="Landscaping of the parks")
    page = client.get(reverse("portal:search"), {"q": "landscaping"}).content.decode()
    assert offer.get_absolute_url() in page
    assert draft.get_absolute_url() not in page
    actions.end_offer(offer=offer, because="No money", by=keeper.officer)
    cache.clear()
    assert offer.get_absolute_url() not in client.get(reverse("portal:search"), {"q": "landscaping"}).content.decode()


def test_the_word_to_the_other_side_and_who_withdrew_are_seen_by_both_sides_alone(keeper, clerk, client):
    offer = keeper.published()
    say(offer, clerk, state="withdrawn", note="Too few hands")
    facts = {"state": "withdrawn", "note": "Come back in spring", "since_on": None}
    other = person(Role.CLERK, CouncilFactory(name="Aston", parents=[keeper.principal]))
    for reader, words in ((keeper.officer, "Too few hands"), (clerk, "Too few hands")):
        sign_in(client, reader)
        page = client.get(offer.get_absolute_url()).content.decode()
        assert words in page
        assert "status-tile--withdrawn" in page
    actions.set_standing(offer=offer, council=own(clerk), facts=facts, by=keeper.officer)
    sign_in(client, clerk)
    assert "Come back in spring" in client.get(offer.get_absolute_url()).content.decode()
    sign_in(client, other)
    assert "Come back in spring" not in client.get(offer.get_absolute_url()).content.decode()
    client.logout()
    page = client.get(offer.get_absolute_url()).content.decode()
    assert "status-tile--withdrawn" not in page
    assert "Come back" not in page


def test_an_officer_of_two_councils_offers_for_either(keeper, client):
    other = CouncilFactory(principal=True)
    MembershipFactory(user=keeper.officer, council=other, role=Role.LIAISON_OFFICER)
    sign_in(client, keeper.officer)
    address = reverse("transfers:devolution-add")
    for council in (keeper.principal, other):
        page = client.get(f"{address}?of={council.slug}").content.decode()
        assert council.full_name in page
    assert f"?of={keeper.principal.slug}" in page


def test_it_stands_in_a_handover_and_in_the_timeline(keeper, clerk, client):
    offer, draft = keeper.published(), keeper.devolution(title="Toilets")
    say(offer, clerk, note="After the summer")
    membership = Membership.objects.get(user=keeper.officer, council=keeper.principal)
    items = {item.title: item for item in collect(HANDOVER_ITEM, membership, [own(clerk)])}
    assert (items[offer.title].council, items[offer.title].note) == (own(clerk).pk, "After the summer")
    assert items[draft.title].council is None
    for reader in (clerk, keeper.officer):
        sign_in(client, reader)
        page = client.get(reverse("liaison:timeline", args=[own(clerk).slug])).content.decode()
        assert f"{offer.title}: interested" in page
