"""More time for one council alone: its own date counts for reminders, for being late and for closing the round."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from charters import actions
from charters.models import Response
from core.exceptions import Refused
from core.models import AuditEvent, OutgoingEmail
from core.registry import OPEN_WORK, collect
from councils.models import Council
from tests.accounts.factories import sign_in
from tests.charters.factories import Round, fresh
from tests.saving import save

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_():
    return Round(locals_=3).sent(days=30).signed(0)


def typed(day):
    return {"reply_by-day": day.day, "reply_by-month": day.month, "reply_by-year": day.year}


def address(round_, index):
    return reverse("charters:extend-one", args=[round_.agreement.reference, round_.councils[index].slug])


def test_one_council_is_told_its_date_and_others_keep_theirs(round_, client):
    OutgoingEmail.objects.all().delete()
    later = timezone.localdate() + timedelta(days=60)
    sign_in(client, round_.officer)
    assert save(client, address(round_, 1), typed(later)).status_code == 302
    [mail] = OutgoingEmail.objects.all()
    assert (mail.kind, mail.to) == ("charters.new-date", round_.clerks[1].email)
    assert round_.response(1).reply_by == later
    assert round_.response(2).reply_by == round_.version.reply_by
    [work] = [item for item in collect(OPEN_WORK, fresh(round_.clerks[1])) if item.due_on]
    assert work.due_on == later
    board = client.get(reverse("charters:board", args=[round_.agreement.reference])).content.decode()
    assert board.count("has until") == 1
    event = AuditEvent.objects.filter(verb="charters.extended").get()
    assert event.restricted
    assert set(event.council_ids) == {round_.principal.pk, round_.councils[1].pk}


def test_it_is_not_late_before_its_own_date_and_the_round_waits_for_it(round_, time_machine):
    later = timezone.localdate() + timedelta(days=60)
    actions.extend_reply(response=round_.response(1), reply_by=later, by=round_.officer)
    actions.answer(response=round_.response(2), answer="accepted", by=round_.clerks[2])
    time_machine.move_to(timezone.now() + timedelta(days=31), tick=False)
    assert not Response.objects.late().exists()
    with pytest.raises(Refused, match="some have not answered yet"):
        round_.closed()
    time_machine.move_to(timezone.now() + timedelta(days=30), tick=False)
    assert Response.objects.late().get() == round_.response(1)
    round_.closed()


def test_a_later_date_for_all_never_shortens_its_own(round_):
    own = timezone.localdate() + timedelta(days=90)
    actions.extend_reply(response=round_.response(1), reply_by=own, by=round_.officer)
    actions.extend_round(version=round_.version, reply_by=own - timedelta(days=30), by=round_.officer)
    assert round_.response(1).reply_by == own
    assert round_.response(2).reply_by == own - timedelta(days=30)


def test_only_a_later_day_and_only_while_it_waits(round_, client):
    with pytest.raises(Refused) as refusal:
        actions.extend_reply(response=round_.response(1), reply_by=round_.version.reply_by, by=round_.officer)
    assert refusal.value.field == "reply_by"
    with pytest.raises(Refused, match="already answered"):
        actions.extend_reply(
            response=round_.response(0), reply_by=timezone.localdate() + timedelta(days=90), by=round_.officer
        )
    sign_in(client, round_.officer)
    assert client.get(address(round_, 0)).status_code == 404


def test_the_round_does_not_wait_for_a_council_that_ended(round_):
    actions.answer(response=round_.response(2), answer="accepted", by=round_.clerks[2])
    with pytest.raises(Refused, match="some have not answered yet"):
        round_.closed()
    Council.objects.filter(pk=round_.councils[1].pk).update(status="dissolved", ended_on=timezone.localdate())
    round_.closed()
