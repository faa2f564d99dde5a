"""What fits a council and why; what it says; who wants a partner; days for a calendar."""

import re
from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from core.calendar import Entry, calendar
from core.exceptions import Refused
from core.models import AuditEvent, OutgoingEmail
from core.registry import OPEN_WORK, collect
from core.roles import Role
from councils.models import Need, Profile
from funding import actions
from funding.actions.subscriptions import choose_digests
from funding.matching import CouncilFacts, facts_of, is_offered, match, matches
from funding.models import Interest, Opportunity
from funding.shelf import Offer, answers_of, offer_of, offers
from tests.accounts.factories import person, sign_in
from tests.casestudies.factories import TermFactory
from tests.councils.factories import CouncilFactory
from tests.funding.factories import administrator, published

pytestmark = pytest.mark.django_db


BARE = {"owner_id": None, "is_shared": False, "open_to": "councils", "joint_bids": False}
EMPTY = dict.fromkeys(("types", "nations", "areas", "services", "needs", "themes"), ())
OFFER = Offer(**{**{each.name: None for each in fields(Offer)}, **BARE, **EMPTY})


class Area:
    """Two parishes of one district and one of another, in one county; clerks and an officer."""

    def __init__(self):
        self.county = CouncilFactory(county_council=True)
        self.ours, self.other = (CouncilFactory(district=True, county=self.county) for _ in range(2))
        self.a, self.b = (CouncilFactory(parents=[self.ours, self.county], role_mailbox=f"{n}@example.org")
                          for n in "ab")  # fmt: skip
        self.c = CouncilFactory(parents=[self.other, self.county])
        self.far = CouncilFactory(parents=[CouncilFactory(principal=True)])
        self.clerks = {name: person(Role.CLERK, getattr(self, name)) for name in ("a", "b", "c", "far")}
        self.officer = person(Role.LIAISON_OFFICER, self.ours)
        Profile.objects.create(council=self.a, population=1200, services=["play", "grass"], needs=["staff", "outdoors"])

    def say(self, name, opportunity, answer):
        council, clerk = getattr(self, name), self.clerks[name]
        return actions.answer_opportunity(opportunity=opportunity, council=council, answer=answer, by=clerk)


@pytest.fixture
def area():
    return Area()


def of(council):
    council.refresh_from_db()
    return facts_of(council)


def test_the_reasons_are_told_in_words(area):
    theme = TermFactory(taxonomy="theme", slug="grass-cutting", name="Grass cutting")
    good = published(
        area.ours, by=area.officer, types=["parish"], services=["play"], needs=["outdoors", "data"],
        population_from=500, population_to=5000,
        areas=[area.county], themes=[theme.slug], match_percent=20, joint_bids=True,
    )  # fmt: skip
    found = match(offer_of(good), of(area.a))
    assert found.fits
    told = " | ".join(found.reasons)
    for words in ("It is for the area of", "Your kind of council may apply: Parish council", "1,200 residents",
                  "play areas, which you run", "outdoor works and planting, which you look for",
                  "found it for its area"):  # fmt: skip
        assert words in told
    assert found.to_mind == (
        "20% of the cost must come from elsewhere",
        "Bids of several councils together are preferred: look for a partner",
    )
    bad = published(types=["town"], population_from=5000, areas=[area.other], nations=["Wales"])
    against = " | ".join(match(offer_of(bad), of(area.a)).against)
    for words in ("Wales only", "other areas", "Town council", "5,000 residents or more; you have 1,200"):
        assert words in against
    unknown = match(offer_of(published(population_from=10)), of(area.b))
    assert unknown.fits
    assert "Give it in your profile" in unknown.unknown[0]
    followed = match(offer_of(good), facts_of(area.b, themes=["grass-cutting"]))
    assert "You follow grass cutting" in followed.reasons


@given(offered=st.sets(st.sampled_from(Need.values)), wanted=st.sets(st.sampled_from(Need.values)))
def test_a_need_is_a_reason_exactly_where_both_sides_name_it(offered, wanted):
    here = CouncilFacts(1, "parish", "England", frozenset(), frozenset(), needs=frozenset(wanted))
    without = match(OFFER, here)
    found = match(replace(OFFER, needs=tuple(sorted(offered))), here)
    both = offered & wanted
    assert found.fits == without.fits  # a need is never a reason against
    assert (found.score > without.score) == bool(both)
    told = [words for words in found.reasons if "which you look for" in words]
    assert len(told) == bool(both)
    assert all(str(Need(need).label).lower() in told[0] for need in both)


def test_what_its_people_follow_is_a_reason_on_the_councils_pages(area, client):
    fund = published(
        area.ours, by=area.officer, themes=[TermFactory(taxonomy="theme", slug="greens", name="Greens").slug]
    )
    clerk = area.clerks["a"]
    choose_digests(person=clerk, choices={area.a: ("weekly", ["greens"])}, by=clerk)
    sign_in(client, clerk)
    for address in (reverse("funding:council", args=[area.a.slug]), fund.get_absolute_url()):
        assert "You follow greens" in client.get(address).content.decode()


def test_what_a_council_looks_for_comes_first_and_the_list_is_narrowed_by_it(area, client):
    published(programme="Other fund")
    published(programme="Staff fund", needs=["staff"])
    clerk = sign_in(client, area.clerks["a"])
    page = clerk.get(reverse("funding:council", args=[area.a.slug]))
    assert [each.offer.programme for each in page.context_data["fitting"]] == ["Staff fund", "Other fund"]
    assert "It can help with staff time, which you look for" in page.content.decode()
    narrowed = clerk.get(reverse("funding:list"), {"need": "staff"}).content.decode()
    assert "Staff fund" in narrowed
    assert "Other fund" not in narrowed


def test_matching_and_the_list_agree_on_what_is_offered(area):
    county_officer = person(Role.MANAGER, area.county)
    published()
    for owner, by in ((area.ours, area.officer), (area.county, county_officer)):
        for shared in (False, True):
            published(owner, by=by, is_shared=shared)
    rows = {row.pk: offer_of(row) for row in Opportunity.objects.whole()}
    for council in (area.a, area.c, area.far, area.ours, area.other, area.county):
        facts = facts_of(council)
        offered = set(Opportunity.objects.offered_to(council).values_list("pk", flat=True))
        assert {pk for pk, offer in rows.items() if is_offered(offer, facts)} == offered


def test_it_costs_no_query_for_any_number(area, django_assert_num_queries):
    for number in range(3):
        published(round_name=str(number))
    facts, kept = of(area.a), offers()
    with django_assert_num_queries(0):
        assert len(matches(kept, facts)) == 3


def test_the_page_sorts_by_what_fits_and_shows_small_grants_apart(client, area):
    published(area.ours, by=area.officer, programme="Play fund", services=["play"])
    published(programme="Tiny fund", most=500_00)
    published(programme="Town fund", types=["town"])
    page = sign_in(client, area.clerks["a"]).get(reverse("funding:council", args=[area.a.slug]))
    shown = {
        part: [each.offer.programme for each in page.context_data[part]] for part in ("fitting", "small", "others")
    }
    assert shown == {"fitting": ["Play fund"], "small": ["Tiny fund"], "others": ["Town fund"]}
    card = client.get(area.a.get_absolute_url()).content.decode()
    assert "Play fund" in card
    assert "2 opportunities that fit" in card
    assert "Play fund" not in sign_in(client, area.clerks["far"]).get(area.a.get_absolute_url()).content.decode()


def test_one_press_says_it_and_one_takes_it_back(client, area, django_capture_on_commit_callbacks):
    opportunity = published(closes_at=timezone.now() + timedelta(days=5))
    clerk = sign_in(client, area.clerks["a"])
    address = reverse("funding:answer", args=[opportunity.reference, area.a.slug])
    for answer in ("interested", "interested", "not_for_us", "interested"):
        with django_capture_on_commit_callbacks(execute=True):
            assert clerk.post(address, {"answer": answer, "from": "council"}).status_code == 302
    assert Interest.objects.get().answer == "interested"
    assert AuditEvent.objects.filter(verb="funding.answered").count() == 3
    [said] = answers_of([area.a.pk])[area.a.pk]
    assert said.reference == opportunity.reference
    waiting = [work.title for work in collect(OPEN_WORK, person_again(area.clerks["a"]))]
    assert f"Apply for “{opportunity.title}”" in waiting
    with django_capture_on_commit_callbacks(execute=True):
        clerk.post(address, {"answer": "take_back"})
        clerk.post(address, {"answer": "take_back"})
        clerk.post(address, {"answer": "rubbish"})
    assert not Interest.objects.exists()
    assert answers_of([area.a.pk]) == {area.a.pk: []}
    assert AuditEvent.objects.filter(verb="funding.answer_taken_back").count() == 1


def person_again(someone):
    """As at the next request."""
    return type(someone).objects.get(pk=someone.pk)


def test_partners_see_each_other_and_nobody_else_does(client, area):
    opportunity = published()
    area.say("c", opportunity, "partner")
    area.say("a", opportunity, "partner")
    area.say("b", opportunity, "interested")
    area.say("far", opportunity, "partner")
    told = OutgoingEmail.objects.filter(kind="funding.partner")
    assert [email.to for email in told] == [area.clerks["c"].email]
    assert "a@example.org" in told[0].text
    assert told[0].reply_to == "a@example.org"
    area.say("a", opportunity, "interested")
    area.say("a", opportunity, "partner")  # pressed again: nobody is told again
    assert told.count() == 1
    address = opportunity.get_absolute_url()

    def sees(someone):
        text = sign_in(client, someone).get(address).content.decode()
        return {name for name in ("a", "b", "c", "far") if getattr(area, name).label in text}

    assert {"c"} <= sees(area.clerks["a"]) <= {"a", "c"}
    assert "far" not in sees(area.clerks["c"])
    assert sees(area.clerks["b"]) <= {"b"}
    assert sees(area.officer) == {"a", "b"}
    client.logout()
    assert not any(getattr(area, name).label in client.get(address).content.decode() for name in "abc")


def test_who_may_not_speak_for_a_council_is_refused(area):
    opportunity = published()
    for someone in (area.officer, area.clerks["b"], person(Role.COUNCILLOR, area.a), administrator()):
        with pytest.raises(PermissionDenied):
            actions.answer_opportunity(opportunity=opportunity, council=area.a, answer="interested", by=someone)
    closed = published(closes_at=timezone.now() - timedelta(minutes=1))
    with pytest.raises(Refused, match="closed"):
        area.say("a", closed, "interested")


def test_its_days_go_into_a_calendar(client, area):
    closes = datetime(2027, 3, 28, 16, tzinfo=UTC)
    opportunity = published(closes_at=closes, stages=[(date(2027, 5, 7), "Decisions, by letter")])
    answer = client.get(reverse("funding:calendar", args=[opportunity.reference]))
    text = answer.content.decode()
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    for line in ("DTSTART:20270328T160000Z", "TRIGGER:-P7D", "DTSTART;VALUE=DATE:20270507", r"Decisions\, by letter"):
        assert line in text
    assert text.count("BEGIN:VEVENT") == text.count("END:VEVENT") == 3
    assert "DTEND:" not in text  # RFC 5545: later than the start, or not there
    assert "SEQUENCE:0" in text
    for line in ("VERSION:2.0", "PRODID:-//Common Ground//EN", "BEGIN:VCALENDAR", "END:VCALENDAR"):
        assert text.count(f"{line}\r\n") == 1
    assert not re.search(r"(?<!\r)\n|\r(?!\n)", text)  # every line ends with both
    for entry in text.split("BEGIN:VEVENT\r\n")[1:]:
        for name in ("UID:", "DTSTAMP:", "DTSTART", "SUMMARY:"):
            assert len(re.findall(rf"^{name}", entry, re.MULTILINE)) == 1
        assert re.search(r"^DTSTAMP:\d{8}T\d{6}Z\r$", entry, re.MULTILINE)
    assert len(set(re.findall(r"UID:\S+", text))) == 3
    before = set(re.findall(r"UID:\S+", text))
    opportunity.stages.create(on=date(2027, 4, 1), name="Briefing")
    actions.correct_deadline(opportunity=opportunity, closes_at=closes + timedelta(days=1), by=administrator())
    text = client.get(reverse("funding:calendar", args=[opportunity.reference])).content.decode()
    assert before < set(re.findall(r"UID:\S+", text))
    assert "SEQUENCE:1" in text


@given(words=st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=300))
def test_a_calendar_file_has_short_lines_that_say_the_same(words):
    entry = Entry("1@x", datetime(2028, 2, 29, tzinfo=UTC), words, f"{words}\nmore")
    text = calendar("Name", [entry], stamp=datetime(2026, 1, 1, tzinfo=UTC))
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    [title] = [line for line in text.replace("\r\n ", "").split("\r\n") if line.startswith("SUMMARY:")]
    read = title.removeprefix("SUMMARY:").replace(r"\,", ",").replace(r"\;", ";").replace("\\\\", "\\")
    assert read == words
