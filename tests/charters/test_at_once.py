"""Two people do the same to one charter in the same moment: one does it, the other is told."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.actions import start_identity_proof
from accounts.models import IdentityProof
from charters import actions
from charters.actions.rounds import MAX_REMINDERS
from charters.models import Agreement, AgreementVersion, Response, Signature, SignedPage
from core.exceptions import Refused
from core.models import AuditEvent, OutgoingEmail
from core.roles import Role
from tests.accounts.factories import app_code, person, sign_in
from tests.architecture.year_world import sign_on_paper
from tests.charters.factories import DECISION, Round, fresh, make_council, make_person
from tests.saving import opened
from tests.together import at_once, lost, won

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def charter():
    return Round(locals_=2)


@pytest.fixture
def colleague(charter):
    return person(Role.MANAGER, charter.principal, may_sign=True)


def browser(someone):
    return sign_in(Client(), someone)


def versions(charter):
    """The row that everything about a version waits for."""
    return AgreementVersion.objects.filter(pk=charter.version.pk)


def events(verb):
    return AuditEvent.objects.filter(verb=f"charters.{verb}").count()


def test_two_officers_save_one_section(charter, colleague):
    section = charter.version.sections.get(key="vision")
    url = reverse("charters:section", args=[charter.agreement.reference, "vision"])

    def saves(someone, text):
        client = browser(someone)
        data = {**opened(client, url), "heading": section.heading, "body": text}
        return lambda: client.post(url, data)

    before = events("edited")
    both = saves(charter.officer, "The officer’s text"), saves(colleague, "The manager’s text")
    answers = at_once(versions(charter), *both)
    assert sorted(answer.status_code for answer in answers) == [302, 409]
    [second] = [answer for answer in answers if answer.status_code == 409]
    section.refresh_from_db()
    texts = ["The officer’s text", "The manager’s text"]
    texts.remove(section.body)
    html = second.content.decode()
    assert "Changed by" in html
    assert "your text is kept below" in html
    assert re.search(f"<textarea[^>]*>\\s*{texts[0]}", html)
    assert events("edited") == before + 1


def code_for(someone, key):
    """The code that the person would enter: from their app, or sent by e-mail."""
    start_identity_proof(by=someone, purpose="sign", subject_key=key)
    if someone.needs_second_factor:
        return app_code(someone)
    return re.search(r"\b\d{6}\b", OutgoingEmail.objects.filter(to=someone.email).latest("pk").text).group()


def signs(someone, url, key):
    """Everything typed and the code at hand; the act presses the last button and reads what follows."""
    client = browser(someone)
    session = client.session
    session[f"sign:{key}"] = {**DECISION, "resolution_on": timezone.localdate().isoformat()}
    session.save()
    code = code_for(someone, key)
    return lambda: client.post(url, {"code": code, "declared": "on"}, follow=True)


def test_clerk_and_chair_sign(charter):
    charter.sent()
    chair = make_person(charter.councils[0], Role.COUNCILLOR)
    response, address = charter.response(), [charter.agreement.reference, charter.councils[0].slug]
    url = reverse("charters:sign-check", args=address)
    people = [charter.clerks[0], chair]
    answers = at_once(versions(charter), *(signs(someone, url, response.proof_key) for someone in people))
    receipt = reverse("charters:signed", args=address)
    assert [answer.redirect_chain for answer in answers] == [[(receipt, 302)]] * 2
    signature = Signature.objects.get()
    assert signature.signed_by in people
    assert events("signed") == 1
    assert IdentityProof.objects.filter(used_at__isnull=False).count() == 1
    told = ["Your council has already signed this version: " in answer.content.decode() for answer in answers]
    assert told == [someone != signature.signed_by for someone in people]


def test_two_officers_record_one_page(charter, colleague):
    charter.sent()
    response, people = charter.response(), (charter.officer, colleague)
    both = at_once(versions(charter), *(lambda by=by: sign_on_paper(response, by=fresh(by)) for by in people))
    assert won(both) == Signature.objects.get()
    assert "has already signed this version: " in str(lost(both))
    assert SignedPage.objects.count() == events("signed") == 1


def test_two_countersign(charter, colleague):
    charter.sent().signed().closed()
    lead = make_person(charter.principal, Role.LEAD_MEMBER)
    key = actions.countersign_key(charter.version)
    url = reverse("charters:countersign-check", args=[charter.agreement.reference])
    answers = at_once(versions(charter), *(signs(someone, url, key) for someone in (colleague, lead)))
    hub = reverse("charters:detail", args=[charter.agreement.reference])
    assert [answer.redirect_chain for answer in answers] == [[(hub, 302)]] * 2
    assert Signature.objects.filter(is_countersignature=True).count() == 1
    assert events("in_force") == 1
    told = ["This version has already been countersigned: " in answer.content.decode() for answer in answers]
    assert sorted(told) == [False, True]


def acts(charter, colleague, action, **facts):
    """The same action by each of two officers."""
    return [lambda by=someone: action(by=fresh(by), **facts) for someone in (charter.officer, colleague)]


def test_two_officers_close_the_round(charter, colleague):
    charter.sent().signed()
    both = at_once(versions(charter), *acts(charter, colleague, actions.close_round, version=charter.version))
    closed = won(both)
    assert re.search("already been closed: (Liaison officer|Manager), ", str(lost(both)))
    assert closed.closed_by in (charter.officer, colleague)
    assert events("closed") == 1


def test_two_officers_withdraw(charter, colleague):
    charter.sent()
    facts = {"version": charter.version, "reason": "A mistake"}
    both = at_once(versions(charter), *acts(charter, colleague, actions.withdraw_version, **facts))
    won(both)
    assert "already been withdrawn: " in str(lost(both))
    assert events("withdrawn") == 1
    assert OutgoingEmail.objects.filter(kind="charters.withdrawn").count() == len(charter.clerks)


def test_two_officers_send(charter, colleague):
    charter.written()
    later = timezone.localdate() + timedelta(days=90)
    facts = {"version": charter.version, "councils": charter.councils, "reply_by": later}
    both = at_once(versions(charter), *acts(charter, colleague, actions.send_version, **facts))
    won(both)
    assert "has been sent" in str(lost(both))
    assert Response.objects.count() == len(charter.councils)
    assert OutgoingEmail.objects.filter(kind="charters.invitation").count() == len(charter.clerks)


def test_two_officers_ask_the_same_council_later(charter, colleague):
    charter.sent()
    late = make_person(make_council(principal=charter.principal)).current_memberships[0].council
    facts = {"version": charter.version, "councils": [late]}
    both = at_once(versions(charter), *acts(charter, colleague, actions.invite_later, **facts))
    won(both)
    assert "already been asked" in str(lost(both))
    assert Response.objects.filter(party__council=late).count() == 1


def test_two_officers_start_the_next_version(charter, colleague):
    charter.in_force()
    held = Agreement.objects.filter(pk=charter.agreement.pk)
    both = at_once(held, *acts(charter, colleague, actions.start_new_version, agreement=charter.agreement))
    assert won(both).number == 2
    assert "already under way: " in str(lost(both))


def test_two_officers_publish(charter, colleague):
    charter.in_force()
    held = Agreement.objects.filter(pk=charter.agreement.pk)
    facts = {"agreement": charter.agreement, "published": True}
    both = at_once(held, *acts(charter, colleague, actions.set_published, **facts))
    won(both)
    assert "already published: " in str(lost(both))
    assert events("published") == 1


@pytest.fixture
def last_place(charter):
    """The first council has been reminded twice, the last time more than a week ago."""
    charter.sent()
    lately = timezone.now() - timedelta(days=8)
    held = Response.objects.filter(pk=charter.response().pk)
    held.update(reminders=2, reminded_at=lately, reminded_by=charter.officer)
    return held


def assert_reminded_once(last_place):
    response = last_place.get()
    assert response.reminders == MAX_REMINDERS
    to_them = OutgoingEmail.objects.filter(kind="charters.reminder", text__contains=response.party.council.name)
    assert to_them.count() == 1


def test_the_last_reminder_is_sent_once(charter, colleague, last_place):
    both = at_once(last_place, *acts(charter, colleague, actions.remind, response=last_place.get()))
    won(both)
    assert isinstance(lost(both), Refused)
    assert_reminded_once(last_place)


def test_the_last_reminder_is_sent_once_even_beside_one_to_everybody(charter, colleague, last_place):
    response = last_place.get()
    everybody = acts(charter, colleague, actions.remind_all, version=charter.version)[1]
    one = acts(charter, colleague, actions.remind, response=response)[0]
    at_once(last_place, one, everybody)
    assert_reminded_once(last_place)
    assert Response.objects.exclude(pk=response.pk).get().reminders == 1


def test_a_clerk_answers_while_the_round_is_closed(charter):
    """Whoever is first decides; nothing is answered after the round was closed."""
    charter.sent().signed(0)
    AgreementVersion.objects.filter(pk=charter.version.pk).update(reply_by=timezone.localdate())
    response, clerk = charter.response(1), fresh(charter.clerks[1])
    both = at_once(
        versions(charter),
        lambda: actions.close_round(version=charter.version, by=charter.officer),
        lambda: actions.answer(response=response, answer="accepted", by=clerk),
    )
    answered = charter.response(1).answer == "accepted"
    assert answered is not isinstance(both[1], Refused)
    assert versions(charter).get().status == "closed"


def test_two_sections_at_once_do_not_disturb_each_other(charter, colleague):
    one, other = charter.version.sections.all()[:2]
    both = at_once(
        versions(charter),
        lambda: actions.edit_section(section=one, heading="One", body="1", by=charter.officer),
        lambda: actions.edit_section(section=other, heading="Two", body="2", by=colleague),
    )
    assert [section.heading for section in both] == ["One", "Two"]
