"""What a review of the register found, each with the case that showed it."""

from datetime import date

import pytest
from django.urls import reverse

from core.exceptions import Refused
from core.models import AuditEvent
from core.roles import Role
from partnerships import actions
from partnerships.models import Partnership
from partnerships.terms import Term, a_year_on, whole_months
from partnerships.workflow import PARTNERSHIP
from tests.accounts.factories import person, sign_in
from tests.councils.factories import CouncilFactory
from tests.partnerships.factories import Shared, in_days

pytestmark = pytest.mark.django_db


def edit(shared, part="basics", **changed):
    facts = {**actions.part_of(shared.entry, part), **changed}
    return actions.edit_entry(partnership=shared.entry, part=part, facts=facts, by=shared.officer)


def keys(shared):
    return {paper.key for paper in shared.entry.documents.all()}


def refused(field, change, **facts):
    with pytest.raises(Refused) as refusal:
        change(**facts)
    assert refusal.value.field == field


def test_what_carries_on_after_all_has_its_papers():
    shared = Shared().filled()
    actions.wind_up(partnership=shared.entry, by=shared.officer)
    actions.carry_on(partnership=shared.entry, by=shared.officer)
    assert keys(shared) == {"memorandum", "insurance"}


@pytest.mark.parametrize("late", [{"next_review_on": -3}, {"next_review_on": -3, "ends_on": -2}])
def test_nothing_goes_live_or_carries_on_with_a_day_that_has_passed(late):
    shared = Shared().filled(**{name: in_days(days) for name, days in late.items()})
    with pytest.raises(Refused, match="not in the past"):
        actions.go_live(partnership=shared.entry, by=shared.officer)
    Partnership.objects.update(status="closing")
    with pytest.raises(Refused, match="not in the past"):
        actions.carry_on(partnership=shared.entry, by=shared.officer)


def test_days_of_reviews_and_renewals_follow_each_other():
    shared = Shared().live()
    refused("next_review_on", lambda: edit(shared, starts_on=in_days(301)))
    facts = {"ends_on": in_days(1100), "next_review_on": in_days(800), "note": "Cabinet"}
    actions.renew(partnership=shared.entry, lead=shared.lead, by=shared.officer, **facts)
    refused("starts_on", lambda: edit(shared, starts_on=in_days(701), next_review_on=in_days(900)))


def test_a_law_is_not_called_a_habit_on_the_way_and_a_policy_neither():
    shared = Shared().live(value_pence=20_000_00)
    papers = {paper.key: paper for paper in shared.entry.documents.all()}

    def say(key, *standing):
        actions.keep_papers(partnership=shared.entry, papers={papers[key].pk: standing}, by=shared.officer)

    refused(f"paper{papers['data'].pk}-basis", lambda: say("data", "waived", "habit", "Too much"))
    refused(f"paper{papers['risks'].pk}-basis", lambda: say("risks", "waived", "habit", "Too much"))
    say("events", "wanted", "policy", "")
    refused(f"paper{papers['events'].pk}-state", lambda: say("events", "waived", "habit", "Too much"))


def test_papers_follow_the_size():
    shared = Shared().live()
    rows = {paper.key: paper.pk for paper in shared.entry.documents.all()}
    standings = {rows["insurance"]: ("waived", "habit", "Tiny"), rows["memorandum"]: ("there", "policy", "")}
    actions.keep_papers(partnership=shared.entry, papers=standings, by=shared.officer)
    edit(shared, value_pence=20_000_00)
    insurance = shared.entry.documents.get(key="insurance")
    assert (insurance.basis, insurance.state) == ("policy", "wanted")
    assert keys(shared) == {"memorandum", "agreement", "risks", "data", "insurance", "events"}
    edit(shared, "more", tier_set="light", tier_reason="One event a year")
    assert keys(shared) == {"memorandum", "insurance"}


def test_a_renewal_names_who_answers_for_it_and_keeps_the_leap_day(client):
    shared = Shared().live()
    Partnership.objects.update(ends_on=date(2027, 2, 28), next_review_on=date(2027, 2, 1))
    second = person(Role.MANAGER, shared.principal).memberships.get()
    address = reverse("partnerships:renew", args=[shared.entry.reference])
    sign_in(client, shared.officer)
    form = client.get(address).context_data["form"]
    assert (form.initial["ends_on"], form.initial["lead"]) == (date(2028, 2, 29), shared.lead.pk)
    data = {"note": "Cabinet", "ends_on-day": 29, "ends_on-month": 2, "ends_on-year": 2028,
            "next_review_on-day": 1, "next_review_on-month": 2, "next_review_on-year": 2028}  # fmt: skip
    assert "Choose who answers for it in the new term" in client.post(address, data).content.decode()
    assert client.post(address, {**data, "lead": second.pk}).status_code == 302
    assert shared.entry.lead == second
    assert shared.entry.lead_spells.filter(ends_on=None).get().membership == second


def test_the_length_of_a_term_in_months_goes_into_the_agreement():
    assert a_year_on(date(2028, 2, 29)) == date(2029, 2, 28)
    assert whole_months(Term(1, date(2026, 4, 1), date(2029, 3, 31)), 240) == 36
    assert whole_months(Term(1, date(2026, 4, 1), date(2026, 4, 3)), 240) == 1
    assert whole_months(Term(1, date(2026, 4, 1), None), 240) is None
    shared = Shared().live(starts_on=date(2026, 4, 1), ends_on=date(2028, 3, 31), next_review_on=date(2027, 12, 1))
    entry = actions.write_agreement(partnership=shared.entry, by=shared.officer)
    assert entry.agreement.versions.get().lasts_months == 24


def test_a_party_that_is_taken_out_is_told():
    shared = Shared().decided()
    other = CouncilFactory(parents=[shared.principal])
    party = actions.add_party(partnership=shared.entry, who=other, role="funder", by=shared.officer)
    actions.remove_party(partnership=shared.entry, party=party, by=shared.officer)
    event = AuditEvent.objects.readable_by(person(Role.CLERK, other)).get(verb="partnerships.party_removed")
    assert other.label in event.sentence


def test_only_insiders_learn_that_nobody_answers_for_it(client):
    shared = Shared().live().published().late()
    leaver, address = shared.lead, reverse("partnerships:list")
    leaver.starts_on, leaver.ends_on = in_days(-9), in_days(-1)
    leaver.save()
    stranger, insider = person(Role.CLERK), person(Role.CLERK, shared.council)
    for reader, words in ((None, ()), (stranger, ()), (insider, ("Without owner", "Overdue"))):
        client.logout()
        if reader:
            sign_in(client, reader)
        page = client.get(address)
        table = page.content.decode().split("</thead>")[1]
        assert [text for text in ("Without owner", "Overdue") if text in table] == list(words)
        line = b"".join(client.get(f"{address}?format=csv")).decode("utf-8-sig").splitlines()[1]
        assert (",no,20" in line) == bool(words)
        for show in ("ownerless", "overdue"):
            found = client.get(f"{address}?show={show}").context_data["rows"]
            assert len(found) == (1 if words or not reader else 0)
    detail = client.get(shared.entry.get_absolute_url()).content.decode()
    assert "has passed" in detail


def test_the_page_that_publishes_shows_what_everyone_will_read(client):
    shared = Shared().live()
    sign_in(client, shared.officer)
    page = client.get(reverse("partnerships:move", args=[shared.entry.reference, "publish"])).content.decode()
    shown = page.split("What everyone will see")[1]
    assert shared.council.label in shown
    assert "£500" in shown
    assert "The van goes back" not in shown
    assert shared.officer.name not in shown


def test_a_live_entry_says_at_each_field_what_it_needs(client):
    shared = Shared().live()
    sign_in(client, shared.officer)
    address = reverse("partnerships:edit", args=[shared.entry.reference, "basics"])
    form = client.post(address, {"title": "Van", "risk": "low", "statute": "none"}).context_data["form"]
    assert set(form.errors) == {"lead", "starts_on", "next_review_on", "end_point", "exit_plan"}


def test_whoever_has_left_stays_to_be_seen_on_the_form(client):
    shared = Shared().live()
    sponsor = person(Role.MANAGER, shared.principal).memberships.get()
    edit(shared, "more", sponsor=sponsor)
    sponsor.user.is_active = False
    sponsor.user.save()
    assert not sponsor.is_current
    sign_in(client, shared.officer)
    address = reverse("partnerships:edit", args=[shared.entry.reference, "more"])
    assert "no longer acts for the council" in client.get(address).content.decode()
    edit(shared, "more", sponsor=shared.entry.sponsor, notice_months=3)
    assert shared.entry.sponsor == sponsor
    refused("lead", lambda: edit(shared, lead=sponsor))


def test_a_step_that_is_refused_leads_to_where_it_is_mended(client):
    shared = Shared().winding_up()
    sign_in(client, shared.officer)
    page = client.post(reverse("partnerships:move", args=[shared.entry.reference, "close"])).content.decode()
    assert f'href="{reverse("partnerships:exit", args=[shared.entry.reference])}"' in page
    assert "close" in PARTNERSHIP.open_to(shared.officer, shared.entry)


def test_a_long_list_of_ideas_or_partnerships_is_cut_with_a_link(client):
    shared = Shared()
    for number in range(6):
        Shared(shared.principal, shared.council, officer=shared.officer, title=f"Idea {number}")
        Shared(shared.principal, shared.council, officer=shared.officer, title=f"Van {number}").live(
            title=f"Van {number}"
        )
    sign_in(client, shared.officer)
    page = client.get(reverse("partnerships:list"))
    assert (len(page.context_data["ideas"]), page.context_data["more_ideas"]) == (5, 2)
    assert len(client.get(reverse("partnerships:list") + "?ideas=all").context_data["ideas"]) == 7
    card = client.get(reverse("portal:council", args=[shared.council.slug])).content.decode()
    assert "1 more partnership" in card
