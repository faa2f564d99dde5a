"""A lost second factor: who may say that it is really them, the delay, and everyone who can stop it."""

from datetime import timedelta
from html import unescape

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.actions.resets import (
    ask_for_reset,
    begin_reset,
    cancel_address,
    cancel_reset,
    confirm_reset,
)
from accounts.models import SecondFactorReset
from accounts.tasks import carry_out_resets
from core.exceptions import Refused
from core.models import AuditEvent, OutgoingEmail
from core.roles import Role
from tests.accounts.conftest import ask_for_code, code_in, enter_code, last_mail
from tests.accounts.factories import MembershipFactory, UserFactory, app_code, give_app, person, sign_in
from tests.councils.factories import CouncilFactory

pytestmark = pytest.mark.django_db
LOST = "/accounts/sign-in/lost-device/"
WHY = "Rang her on the number we have had for years"


@pytest.fixture
def manager(principal):
    return person(Role.MANAGER, principal)


def up_to_the_second_factor(client, user):
    ask_for_code(client, user.email)
    enter_code(client, code_in(last_mail(user.email)))
    return client


def mails_of(*people):
    return [(mail.to, mail.kind) for mail in OutgoingEmail.objects.filter(to__in=[p.email for p in people])]


def later(hours):
    return time_machine.travel(timezone.now() + timedelta(hours=hours), tick=True)


def test_from_the_sign_in_to_a_new_second_factor(client, officer, manager, settings):
    settings.SECOND_FACTOR_RESET_HOURS = 24
    up_to_the_second_factor(client, officer)
    page = client.get(LOST).content.decode()
    assert "a manager of your council" in page
    assert "24 hours pass" in page
    page = client.post(LOST, follow=True).content.decode()
    assert "You have asked for a reset" in page
    assert (manager.email, "accounts.reset") in mails_of(manager)
    assert "Ring them on a number you know" in last_mail(manager.email).text

    reset = SecondFactorReset.objects.get()
    confirm_reset(reset=reset, reason=WHY, by=manager)
    assert WHY in last_mail(manager.email).text
    assert "Cancel the reset" in last_mail(officer.email).text
    with later(23):
        carry_out_resets()
        assert Authenticator.objects.filter(user=officer).exists()
    with later(25):
        carry_out_resets()
        carry_out_resets()
        assert not Authenticator.objects.filter(user=officer).exists()
        reset.refresh_from_db()
        assert reset.state == reset.State.DONE
        assert last_mail(officer.email).subject == "How you sign in has been reset"
        told = OutgoingEmail.objects.filter(to=officer.email, subject="How you sign in has been reset")
        assert told.count() == 1
        assert client.get(reverse("mfa_authenticate")).url == reverse("account_login")  # the tab that was left open
        assert client.get(reverse("account_login")).status_code == 200
        fresh = type(client)()
        up_to_the_second_factor(fresh, officer)
        assert fresh.get("/people/me/").url == "/accounts/protect/"
    sentences = [event.sentence for event in AuditEvent.objects.about(officer)]
    assert any(WHY in sentence for sentence in sentences)
    assert all(event.restricted for event in AuditEvent.objects.about(officer))


def test_nobody_learns_anything_without_the_code_from_the_mailbox(client, officer):
    assert client.get(LOST).url == reverse("account_login")
    assert client.post(LOST).url == reverse("account_login")
    ask_for_code(client, officer.email)
    assert client.post(LOST).url == reverse("account_login")
    ask_for_code(client, "nobody@example.org")
    assert client.post(LOST).url == reverse("account_login")
    assert not SecondFactorReset.objects.exists()


def test_asked_twice_it_is_asked_once(officer, manager):
    assert ask_for_reset(by=officer) == ask_for_reset(by=officer)
    assert len(mails_of(manager)) == 1


def test_who_has_no_second_factor_has_none_to_lose(clerk):
    with pytest.raises(Refused, match="no passkey and no app"):
        ask_for_reset(by=clerk)


def test_officers_know_clerks_and_managers_know_officers(principal, officer, manager, clerk, rival):
    give_app(clerk)
    of_clerk, of_officer = ask_for_reset(by=clerk), ask_for_reset(by=officer)
    for reset, stranger in ((of_clerk, clerk), (of_clerk, rival), (of_officer, officer), (of_officer, clerk)):
        with pytest.raises(PermissionDenied):
            confirm_reset(reset=reset, reason=WHY, by=stranger)
    with pytest.raises(PermissionDenied):
        confirm_reset(reset=of_officer, reason=WHY, by=person(Role.LIAISON_OFFICER, principal))
    assert confirm_reset(reset=of_clerk, reason=WHY, by=officer).confirmed_by == officer
    assert confirm_reset(reset=of_officer, reason=WHY, by=manager).confirmed_by == manager


def test_only_an_administrator_knows_an_administrator(principal, manager):
    boss, other = UserFactory(is_staff=True, app=True), UserFactory(is_staff=True, app=True)
    MembershipFactory(user=boss, council=principal, role=Role.LIAISON_OFFICER)
    reset = ask_for_reset(by=boss)
    assert mails_of(manager) == []
    assert mails_of(other) == [(other.email, "accounts.reset")]
    with pytest.raises(PermissionDenied):
        confirm_reset(reset=reset, reason=WHY, by=manager)
    with pytest.raises(PermissionDenied):
        confirm_reset(reset=reset, reason=WHY, by=boss)
    confirm_reset(reset=reset, reason=WHY, by=other)


def test_a_clerk_who_is_also_an_officer_elsewhere_is_not_opened_by_the_smaller_door(officer, clerk):
    elsewhere = CouncilFactory(principal=True)
    MembershipFactory(user=clerk, council=elsewhere, role=Role.LIAISON_OFFICER)
    clerk = type(clerk).objects.get(pk=clerk.pk)
    give_app(clerk)
    reset = ask_for_reset(by=clerk)
    with pytest.raises(PermissionDenied):
        confirm_reset(reset=reset, reason=WHY, by=officer)
    assert not SecondFactorReset.objects.visible_to(officer).exists()
    confirm_reset(reset=reset, reason=WHY, by=person(Role.MANAGER, elsewhere))


def test_without_a_manager_administrators_are_asked(officer):
    administrator = UserFactory(is_staff=True, app=True)
    ask_for_reset(by=officer)
    assert mails_of(administrator) == [(administrator.email, "accounts.reset")]


def test_the_reason_must_be_given(client, officer, manager):
    reset = ask_for_reset(by=officer)
    sign_in(client, manager)
    url = reverse("accounts:reset", args=[reset.public_id])
    page = client.post(url, {"decision": "confirm", "reason": "  "}).content.decode()
    assert "Enter how you know that it is them" in page
    assert client.post(url, {"decision": "confirm", "reason": WHY}).status_code == 302
    page = client.get(url).content.decode()
    assert WHY in page
    assert "I know that it is them" not in page
    assert client.post(url, {"decision": "confirm", "reason": WHY}).status_code == 200  # no longer a choice
    assert client.post(url, {"decision": "cancel"}).status_code == 302
    reset.refresh_from_db()
    assert reset.state == reset.State.CANCELLED
    assert "cancelled" in last_mail(officer.email).text


def test_the_link_in_the_mail_stops_it_without_signing_in(client, officer, manager):
    reset = confirm_reset(reset=ask_for_reset(by=officer), reason=WHY, by=manager)
    path = cancel_address(reset).removeprefix("http://localhost:8000")
    assert path in last_mail(officer.email).text
    assert "Cancel the reset" in client.get(path).content.decode()
    reset.refresh_from_db()
    assert reset.is_open  # following the link alone does nothing
    page = client.post(path, follow=True).content.decode()
    assert "It was cancelled. You sign in as before." in page
    with later(48):
        carry_out_resets()
    assert Authenticator.objects.filter(user=officer).exists()
    assert "is not reset" in last_mail(manager.email).subject
    assert client.post(path).status_code == 409
    assert "does not work" in client.get(path[:-4] + "/").content.decode()


def test_whoever_signs_in_after_all_needs_no_reset(client, officer, manager):
    ask_for_reset(by=officer)
    up_to_the_second_factor(client, officer)
    client.post(reverse("mfa_authenticate"), {"code": app_code(officer)})
    assert SecondFactorReset.objects.get().state == SecondFactorReset.State.CANCELLED


def test_an_open_session_is_told(client, officer, manager):
    sign_in(client, officer)
    confirm_reset(reset=ask_for_reset(by=officer), reason=WHY, by=manager)
    assert "Somebody asked to reset how you sign in" in client.get("/people/me/").content.decode()


def test_nobody_confirms_it_lapses_and_may_be_asked_again(officer, manager):
    ask_for_reset(by=officer)
    with later(7 * 24 + 1):
        carry_out_resets()
        assert SecondFactorReset.objects.get().cancelled_by is None
        assert "Nobody confirmed within a week" in last_mail(officer.email).text
        ask_for_reset(by=officer)


def test_somebody_who_rang_is_helped_from_the_people_page(client, officer, manager, principal):
    sign_in(client, manager)
    url = reverse("accounts:reset-app", args=[officer.memberships.get().public_id])
    assert url in client.get(reverse("accounts:people", args=[principal.slug])).content.decode()
    assert "Enter how you know" in client.post(url, {"reason": ""}).content.decode()
    page = client.post(url, {"reason": WHY}, follow=True).content.decode()
    assert "Confirmed, the delay runs" in page
    assert Authenticator.objects.filter(user=officer).exists()
    assert client.post(url, {"reason": WHY}).status_code == 200  # a second one is refused on the form
    assert SecondFactorReset.objects.count() == 1


def test_home_and_the_list_show_what_waits(client, officer, manager, rival):
    ask_for_reset(by=officer)
    sign_in(client, manager)
    assert "1 person lost their device" in client.get("/").content.decode()
    assert str(officer) in unescape(client.get(reverse("accounts:resets")).content.decode())
    sign_in(client, officer)
    assert "lost their device" not in client.get("/").content.decode()
    sign_in(client, rival)
    assert str(officer) not in client.get(reverse("accounts:resets")).content.decode()


def test_what_is_over_stays_over(officer, manager):
    reset = ask_for_reset(by=officer)
    cancel_reset(reset=reset, by=officer)
    with pytest.raises(Refused, match="is over"):
        cancel_reset(reset=reset, by=manager)
    with pytest.raises(Refused, match="is over"):
        confirm_reset(reset=reset, reason=WHY, by=manager)


def test_the_delay_is_begun_once(officer, manager):
    begin_reset(membership=officer.memberships.get(), reason=WHY, by=manager)
    with pytest.raises(Refused, match="confirmed this reset already"):
        begin_reset(membership=officer.memberships.get(), reason="Again", by=manager)


@pytest.mark.parametrize(
    "wrong",
    [
        {"confirmed_at": "now"},
        {"done_at": "now"},
        {"confirmed_at": "now", "confirmed_by": "self", "reason": WHY, "due_at": "now"},
        {"cancelled_by": "self"},
        {"confirmed_at": "now", "confirmed_by": "other", "reason": "", "due_at": "now"},
    ],
)
def test_the_database_refuses_what_cannot_be(officer, manager, wrong):
    now = timezone.now()
    values = {name: {"now": now, "self": officer, "other": manager}.get(value, value) for name, value in wrong.items()}
    with pytest.raises(IntegrityError), transaction.atomic():
        SecondFactorReset.objects.create(person=officer, requested_by=officer, **values)
