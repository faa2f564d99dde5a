"""Shared posts: never more than there is, also from two people at once; the calendar; the statement to the penny."""

import csv
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from io import StringIO
from itertools import pairwise
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from clusters import actions
from clusters.capacity import Quarter, charge_of, due_until, stretches, week
from clusters.models import PostShare, SharedPost
from core.exceptions import Refused
from core.roles import Role
from tests.accounts.factories import person, sign_in
from tests.clusters.factories import SHARE, Sharing, in_days
from tests.councils.factories import CouncilFactory
from tests.together import at_once

THIRD = {"unit": "parts", "quantity": Decimal(1), "of_parts": 3}


def percent(number, **more):
    return {"unit": "percent", "quantity": Decimal(number), **more}


@pytest.mark.django_db
class TestAllocation:
    def test_three_thirds_fit_and_nothing_more(self):
        sharing = Sharing()
        post = sharing.post()
        for council in (*sharing.neighbours, sharing.employer):
            sharing.offer(post, council, **THIRD)
        with pytest.raises(Refused, match="more than is free"):
            sharing.offer(post, unit="hours", quantity=Decimal("0.01"))

    def test_parts_count_on_their_days_alone(self):
        sharing = Sharing()
        post = sharing.post()
        sharing.offer(post, **percent(60), ends_on=in_days(9))
        sharing.offer(post, **percent(60), starts_on=in_days(10))
        with pytest.raises(Refused, match="more than is free"):
            sharing.offer(post, **percent(41), starts_on=in_days(5), ends_on=in_days(7))
        sharing.offer(post, **percent(40), starts_on=in_days(-30), ends_on=in_days(30))

    def test_what_was_declined_is_free_again(self):
        sharing = Sharing()
        post = sharing.post()
        share = sharing.offer(post, **percent(80))
        actions.release_share(share=share, by=sharing.clerks[0])
        sharing.agreed(post, 1, **percent(100))

    def test_a_half_day_is_nobody_elses(self):
        sharing = Sharing()
        post = sharing.post()
        sharing.offer(post, slots=[2])
        with pytest.raises(Refused, match="Another council has one of these half days") as refused:
            sharing.offer(post, sharing.neighbours[1], slots=[2, 3], quantity=Decimal(2))
        assert refused.value.field == "slots"
        sharing.offer(post, sharing.neighbours[1], slots=[3])
        shown = week(list(post.shares.all()), in_days(0))
        assert [bool(half) for half in shown[1][1:]] == [True, True]
        assert shown[0][1:] == (None, None)

    def test_the_hours_of_the_post_never_fall_below_what_was_given_away(self):
        sharing = Sharing()
        post = sharing.post()
        sharing.offer(post, unit="hours", quantity=Decimal(20))
        facts = {**actions.post_words(post), "week_minutes": 19 * 60}
        with pytest.raises(Refused, match="more than is free"):
            actions.change_post(post=post, facts=facts, by=sharing.clerk)

    def test_the_database_refuses_what_the_actions_forgot(self):
        sharing = Sharing()
        post = sharing.post()
        share = sharing.offer(post, **percent(60))
        with pytest.raises(IntegrityError, match="post_over_allocated"), transaction.atomic():
            PostShare.objects.create(post=post, council=share.council, offered_by=sharing.clerk,
                                     **{**SHARE, **percent(41), "starts_on": in_days(3)})  # fmt: skip
        with pytest.raises(IntegrityError, match="post_over_allocated"), transaction.atomic():
            PostShare.objects.filter(pk=share.pk).update(quantity=101)


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_is_told():
    sharing = Sharing()
    post = sharing.post()
    outcomes = at_once(
        SharedPost.objects.filter(pk=post.pk),
        lambda: sharing.offer(post, sharing.neighbours[0], **percent(60)),
        lambda: sharing.offer(post, sharing.neighbours[1], **percent(60)),
    )
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["PostShare", "Refused"]
    assert post.shares.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_rows_at_once_the_database_keeps_one():
    """Past the actions and their lock: only the trigger stands between them."""
    sharing = Sharing()
    post = sharing.post()
    facts = {**SHARE, **percent(60), "starts_on": in_days(0), "offered_by": sharing.clerk, "post": post}
    outcomes = at_once(
        SharedPost.objects.filter(pk=post.pk),
        *(lambda c=council: PostShare.objects.create(council=c, **facts) for council in sharing.neighbours),
    )
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["IntegrityError", "PostShare"]


@pytest.mark.django_db
class TestAnswers:
    def test_each_council_speaks_for_itself(self):
        sharing = Sharing()
        share = sharing.offer(sharing.post())
        for other in (sharing.clerk, sharing.clerks[1]):
            with pytest.raises(PermissionDenied):
                actions.agree_share(share=share, by=other)
        agreed = actions.agree_share(share=share, minute="24/117", by=sharing.clerks[0])
        assert agreed.state == "agreed"
        with pytest.raises(Refused, match="answered already"):
            actions.agree_share(share=share, by=sharing.clerks[0])

    def test_what_lies_behind_us_stays_charged(self):
        sharing = Sharing()
        share = sharing.agreed(sharing.post(), starts_on=in_days(-20))
        with pytest.raises(Refused, match="today or a later day"):
            actions.end_share(share=share, ends_on=in_days(-1), by=sharing.clerk)
        with pytest.raises(Refused, match="worked already"):
            actions.release_share(share=share, by=sharing.clerk)
        with pytest.raises(Refused, match="still have a part"):
            actions.end_post(post=share.post, by=sharing.clerk)
        assert actions.end_share(share=share, ends_on=in_days(0), by=sharing.clerk).ends_on == in_days(0)


def a_share(**changed):
    post = SimpleNamespace(week_minutes=37 * 60, half_day_minutes=222, employer_id=1)
    facts = {**SHARE, "starts_on": date(2026, 4, 1), "agreed_at": True, "council_id": 2, "released_at": None, **changed}
    share = SimpleNamespace(post=post, is_own=False, **facts)
    share.minutes = PostShare.minutes.fget(share)
    share.part = PostShare.part.fget(SimpleNamespace(minutes=share.minutes, post=post))
    return share


shares = st.builds(
    lambda first, length, rate, hours: a_share(
        starts_on=date(2025, 1, 1) + timedelta(days=first),
        ends_on=date(2025, 1, 1) + timedelta(days=first + length),
        hour_pence=rate,
        unit="hours",
        quantity=Decimal(hours) / 100,
    ),
    st.integers(0, 900),
    st.integers(0, 900),
    st.integers(0, 10_000),
    st.integers(1, 3700),
)


@given(shares)
def test_quarters_add_up_to_the_whole_to_the_penny(share):
    quarter, total = Quarter.of(share.starts_on), 0
    while quarter.first <= share.ends_on:
        charge = charge_of(share, quarter)
        assert charge.pence >= 0
        total += charge.pence
        quarter = quarter.next
    assert total == due_until(share, share.ends_on)
    assert charge_of(share, quarter) is None


@given(st.lists(shares, max_size=5))
def test_stretches_follow_each_other_without_a_gap(parts):
    found = stretches(parts, date(2025, 6, 1))
    assert found[0].first == date(2025, 6, 1)
    assert found[-1].last is None
    for one, following in pairwise(found):
        assert following.first - one.last == timedelta(days=1)
    assert all(stretch.free >= 0 for stretch in found)


def test_a_quarter_of_half_a_day_and_of_a_third():
    autumn = Quarter.named("2026-10")
    assert (autumn.first, autumn.last, autumn.previous.key) == (date(2026, 10, 1), date(2026, 12, 31), "2026-07")
    half_day = charge_of(a_share(), autumn)  # 3.7 hours a week, 92 days
    assert (half_day.hours, half_day.pence) == (Decimal("48.63"), 899_63)
    third = charge_of(a_share(**THIRD, ends_on=date(2026, 10, 14)), autumn)  # two weeks of 12 hours 20
    assert (third.hours, third.pence) == (Decimal("24.67"), 456_33)
    assert stretches([a_share(**THIRD)], autumn.first)[0].free == Fraction(2, 3)
    assert Quarter.named("2026-11") is None
    assert Quarter.named("x") is None


@pytest.mark.django_db
class TestPages:
    def test_a_statement_and_its_file_say_the_same(self, client):
        sharing = Sharing()
        post = sharing.post()
        sharing.agreed(post, starts_on=in_days(-200), slots=[2])
        sharing.offer(post, sharing.neighbours[1], starts_on=in_days(-200))  # not agreed: not charged
        sharing.offer(post, sharing.employer, **THIRD, starts_on=in_days(-200))
        sign_in(client, sharing.clerks[0])
        address = reverse("clusters:recharge", args=[post.reference])
        soup = BeautifulSoup(client.get(address).content, "lxml")
        lines = [
            [cell.get_text(" ", strip=True) for cell in row.select("th, td")] for row in soup.select("#charges tr")
        ]
        rows = list(csv.DictReader(StringIO(client.get(address, {"format": "csv"}).getvalue().decode("utf-8-sig"))))
        assert len(rows) == 2  # with the line about the sources of councils' names
        assert len(lines) == 3
        assert lines[1][-1] == lines[2][-1] == f"£{int(rows[0]['pence']) / 100:,.2f}"
        assert client.get(address, {"quarter": "2026-11"}).status_code == 404

    def test_who_reads_a_post(self, client):
        sharing = Sharing()
        post = sharing.post()
        sharing.offer(post, hour_pence=4321)
        officer = person(Role.LIAISON_OFFICER, sharing.principal)
        stranger = person(Role.CLERK, CouncilFactory(parents=[sharing.principal]))
        said = {}
        for name, who in (("clerk", sharing.clerks[0]), ("officer", officer), ("stranger", stranger)):
            sign_in(client, who)
            said[name] = client.get(post.get_absolute_url())
        assert [said[name].status_code for name in said] == [200, 200, 404]
        assert "£43.21" in said["clerk"].content.decode()
        assert "£43.21" not in said["officer"].content.decode()

    def test_a_part_is_offered_with_its_half_days(self, client):
        sharing = Sharing()
        post = sharing.post()
        sign_in(client, sharing.clerk)
        first = in_days(3)
        typed = {
            "council": sharing.neighbours[0].name, "slug": sharing.neighbours[0].slug, "unit": "half_days",
            "slots": ["2", "7"], "quantity": "1", "hour_pence": "18.50", "starts_on-day": first.day,
            "starts_on-month": first.month, "starts_on-year": first.year,
        }  # fmt: skip
        address = reverse("clusters:share-offer", args=[post.reference])
        assert "You have chosen 2 half days" in client.post(address, typed).content.decode()
        assert client.post(address, {**typed, "quantity": "2"}).status_code == 302
        share = post.shares.get()
        assert (share.slots, share.hour_pence, share.state) == ([2, 7], 1850, "offered")
        assert share.slot_words == ["Tuesday morning", "Thursday afternoon"]
