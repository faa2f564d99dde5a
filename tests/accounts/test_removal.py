"""Removing a person leaves no trace of name or address, and what councils decided stays true."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.sessions.backends.db import SessionStore
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts import actions
from accounts.actions.batches import upload_batch
from accounts.actions.joining import ask_to_join, confirm_requests, refuse_request
from accounts.actions.removal import PROOF, remove_person
from accounts.models import IdentityProof, Invitation, KnownAs, Membership, Removal, User
from accounts.models.invitations import hash_of
from charters import actions as charters
from charters.models import IssuedCopy, Signature
from charters.printing import make_issued_copy, make_meeting_papers
from core.audit import broken_seals, seal_events
from core.exceptions import Refused
from core.inlet.intake import take_in
from core.inlet.marks import message_id
from core.jobs.actions import start_job
from core.jobs.running import run
from core.models import REMOVED_DOMAIN, AuditEvent, AuditRedaction, Job, OutgoingEmail, StoredDocument
from core.outbox import deliver
from core.policies import SYSTEM
from core.registry import INVARIANT, collect
from core.roles import Role
from councils.models import Profile
from tests.accounts.factories import UserFactory, give_app, person, proved
from tests.charters.factories import Round, countersign, fresh, sign
from tests.traces import everywhere

pytestmark = pytest.mark.django_db
NAME = "Ottoline Featherstonehaugh-Vane"
FORMER = "Ottoline Quillfeather"
ADDRESS = "ottoline@featherstonehaugh.example"
SECOND = "o.vane@quillfeather.example"
TRACES = ("ottoline", "featherstonehaugh", "quillfeather")
Why = Removal.Why


def proving(someone):
    """The person, who has just entered the code that the page asks for."""
    proved(someone, PROOF)
    return someone


def invited_into(council, officer, role=Role.CLERK):
    """The person comes as they would: by an invitation to their mailbox."""
    actions.invite(council=council, role=role, address=ADDRESS, name=FORMER, may_sign=True, by=officer)
    invitation = Invitation.objects.get(address=ADDRESS)
    token = invitation.new_token()
    invitation.save()
    return actions.join_as_new_person(token=token, name=FORMER).user


def lives_here(someone, council, officer):
    """All that leaves a trace: other names and addresses, mail both ways, free text, work, a session."""
    actions.rename(by=someone, name=NAME)
    add_and_remove_an_address(someone)
    someone = fresh(someone)
    actions.invite(council=council, role=Role.COUNCILLOR, address="new.councillor@example.org", by=someone)
    upload_batch(principal=council.parents.first(), filename=f"{NAME}.csv", by=officer,
                 content=f"council,address,name,role\n{council.name},{ADDRESS},{NAME},clerk\n".encode())  # fmt: skip
    asked(council, officer)
    mail_comes_and_goes(council)
    with_a_session(someone)


def add_and_remove_an_address(someone):
    actions.add_address(by=someone, address=SECOND)
    code = OutgoingEmail.objects.filter(to=SECOND).latest("pk").subject.split()[0]
    actions.confirm_address(by=someone, address=SECOND, code=code)
    actions.remove_address(by=someone, address=SECOND)


def asked(council, officer):
    """A request to join for another council, refused in words that name the person."""
    facts = {"role": Role.COUNCILLOR, "name": NAME, "address": ADDRESS, "phone": "01908 000000", "note": f"I am {NAME}"}
    (request,) = ask_to_join(councils=[council], by=SYSTEM, **facts)
    request.token_hash = hash_of("of-the-test")
    request.save()
    confirm_requests(token="of-the-test", by=SYSTEM)
    refuse_request(request=request, reason=f"{NAME} is the clerk already.", by=officer)


def mail_comes_and_goes(council):
    """Sent by the real mail server, answered, and bounced."""
    mine = OutgoingEmail.objects.filter(to=ADDRESS).latest("pk")
    deliver(mine.pk)
    letter = (
        f"From: {NAME} <{ADDRESS}>\nTo: portal@example.org\nSubject: From {NAME}\nIn-Reply-To: {message_id(mine.pk)}\n"
    )
    take_in(f"{letter}\nMy name is {NAME}.\n".encode())
    bounce = (
        "From: mailer-daemon@example.org\nTo: bounces@example.org\nSubject: Undelivered\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n'
        f"--b\nContent-Type: text/plain\n\n{message_id(mine.pk)}\n\n"
        "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.org\n\n"
        f"Final-Recipient: rfc822; {ADDRESS}\nAction: failed\nStatus: 5.1.1\n"
        f"Diagnostic-Code: smtp; 550 5.1.1 <{ADDRESS}> unknown\n\n--b--\n"
    )
    take_in(bounce.encode())


def with_a_session(someone):
    session = SessionStore()
    session["_auth_user_id"] = str(someone.pk)
    session["sign"] = {"typed_name": NAME}
    session.save()
    typed = SessionStore()  # of a visitor who has not signed in yet
    typed["joining"] = {"details": {"name": NAME, "address": ADDRESS}}
    typed.save()


def write_profile(council, someone):
    facts = {"clerk_phone": "01908 111222", "private_note": f"Ask for {NAME} or write to {ADDRESS}."}
    profile, _made = Profile.objects.get_or_create(council=council)
    for name, value in facts.items():
        setattr(profile, name, value)
    profile.save()


def listed(someone, officer, council):
    """Long work whose file names the person."""
    job = start_job(
        kind="accounts.access_list", title=f"Access of {NAME}", council=council, subject=council, by=officer
    )
    run(job.pk)
    assert Job.objects.get(pk=job.pk).status == "done"


@pytest.fixture
def clerk_of_years():
    """A clerk who has done whatever a clerk can do, and a second clerk who stays."""
    charter = Round(locals_=2)
    council = charter.councils[0]
    someone = invited_into(council, charter.officer)
    charter.sent()
    lives_here(someone, council, charter.officer)
    someone = fresh(someone)
    write_profile(council, someone)
    charters.answer(response=charter.response(0), answer="with_comments", by=someone, share_comments=True,
                    comments=f"Please call {NAME} first.")  # fmt: skip
    sign(charter.response(0), by=fresh(someone), typed_name=NAME, role_title="Clerk to the Council")
    give_app(someone)
    charter.signed(1).closed()
    countersign(charter.version, by=charter.officer)
    make_issued_copy(charter.version.pk)
    make_meeting_papers(charter.version.pk)
    listed(someone, charter.officer, council)
    seal_events()
    return charter, fresh(someone)


def settle():
    """What the worker does afterwards: the last e-mail, the PDF without the name, the seals."""
    for pk in OutgoingEmail.objects.filter(status="waiting").order_by("pk").values_list("pk", flat=True):
        deliver(pk)
    for version in {copy.version_id for copy in IssuedCopy.objects.all()}:
        make_issued_copy(version)
        make_meeting_papers(version)
    seal_events()


def test_nothing_of_a_removed_clerk_is_left(clerk_of_years):
    _charter, someone = clerk_of_years
    before = everywhere(*TRACES)
    assert {
        "accounts_user.name", "accounts_knownas.text", "accounts_invitation.address", "accounts_joinrequest.note",
        "accounts_identityproof.address", "accounts_invitationbatch.rows", "account_emailaddress.email",
        "core_outgoingemail.html", "core_outgoingemail.to", "core_incomingemail.text", "core_addressstate.address",
        "core_auditevent.sentence", "core_job.title", "core_jobfilepart.content", "core_storeddocument.content",
        "charters_response.comments", "charters_signature.typed_name", "councils_profile.private_note",
        "councils_profileevent.private_note", "django_session.session_data",
    } <= set(before), set(before)  # fmt: skip
    remove_person(person=someone, why=Why.OWN_WISH, by=proving(someone))
    settle()
    assert everywhere(*TRACES) == {}
    assert list(broken_seals()) == []
    assert list(collect(INVARIANT)) == []


def test_what_the_council_decided_keeps_role_and_council(clerk_of_years):
    charter, someone = clerk_of_years
    issued = IssuedCopy.objects.get()
    digest, text = issued.document.sha256, charter.version.text_hash
    remove_person(person=someone, why=Why.OWN_WISH, by=proving(someone))
    settle()
    signature = Signature.objects.get(party__council=charter.councils[0])
    assert signature.typed_name == "Name removed at the person’s request"
    assert signature.role_title == "Clerk to the Council"
    assert signature.council_name == charter.councils[0].full_name
    assert signature.text_hash == text
    assert "featherstonehaugh" not in signature.identity_label
    actors = set(AuditEvent.objects.filter(by=someone).values_list("actor", flat=True))
    assert f"Clerk, {charter.councils[0].label}" in actors
    first, second = IssuedCopy.objects.order_by("number")
    assert first.document.emptied_at
    assert bytes(first.document.content) == b""
    assert first.document.sha256 == digest  # who holds the old file can still have it checked
    assert (second.number, second.signatures) == (2, first.signatures)
    assert bytes(second.document.content).startswith(b"%PDF")


def test_the_account_is_closed_and_nobody_can_sign_in_to_it(clerk_of_years):
    _charter, someone = clerk_of_years
    salt = someone.session_salt
    removal = remove_person(person=someone, why=Why.OWN_WISH, by=proving(someone))
    settle()
    gone = User.objects.get(pk=someone.pk)
    assert (gone.name, gone.email, gone.is_active, str(gone)) == ("", None, False, "Somebody who was removed")
    assert gone.session_salt != salt
    assert not EmailAddress.objects.filter(user=gone).exists()
    assert not Authenticator.objects.filter(user=gone).exists()
    assert not KnownAs.objects.filter(person=gone).exists()
    assert not Membership.objects.current().filter(user=gone).exists()
    assert not IdentityProof.objects.filter(user=gone).exclude(method="app").exclude(address__endswith=REMOVED_DOMAIN)
    assert removal.changed
    event = AuditEvent.objects.get(verb="accounts.removed")
    assert event.sentence == "A person was removed from the portal"
    with pytest.raises(Refused, match="already"):
        remove_person(person=gone, why=Why.ON_REQUEST, by=UserFactory(administrator=True))


def test_the_last_e_mail_is_sent_and_then_forgotten(clerk_of_years):
    _charter, someone = clerk_of_years
    remove_person(person=someone, why=Why.OWN_WISH, by=proving(someone))
    last = OutgoingEmail.objects.get(is_last=True)
    assert last.to == ADDRESS
    assert "As you asked" in last.text
    assert deliver(last.pk)
    last.refresh_from_db()
    assert (last.to, last.text, last.html, last.subject) == (f"removed-{last.pk}@{REMOVED_DOMAIN}", "", "", "")
    with pytest.raises(IntegrityError), transaction.atomic():
        OutgoingEmail.objects.filter(pk=last.pk).update(text="To you")


def test_nothing_of_a_removed_officer_is_left():
    charter = Round(locals_=2)
    someone = UserFactory(name=NAME, email=ADDRESS, app=True)
    Membership.objects.create(user=someone, council=charter.principal, role=Role.LIAISON_OFFICER, may_sign=True)
    charter.officer = someone
    charter.sent().signed().closed()
    countersign(charter.version, by=someone, typed_name=NAME, role_title="Liaison officer")
    make_issued_copy(charter.version.pk)
    make_meeting_papers(charter.version.pk)
    actions.invite(council=charter.councils[0], role=Role.CLERK, address="another@example.org", by=someone)
    job = start_job(kind="charters.papers", title="Papers", subject=charter.version, council=charter.principal,
                    params={"version": charter.version.pk, "which": "all", "form": "zip"}, by=someone)  # fmt: skip
    run(job.pk)
    seal_events()
    assert {"core_storeddocument.content", "core_jobfilepart.content", "core_outgoingemail.text"} <= set(
        everywhere(*TRACES)
    )
    remove_person(person=someone, why=Why.ON_REQUEST, by=UserFactory(administrator=True))
    settle()
    assert everywhere(*TRACES) == {}
    assert list(broken_seals()) == []
    assert list(collect(INVARIANT)) == []


def test_other_people_keep_what_is_theirs(clerk_of_years):
    charter, someone = clerk_of_years
    other = charter.clerks[1]
    namesake = person(name=NAME)  # somewhere else, another person of the same name
    remove_person(person=someone, why=Why.OWN_WISH, by=proving(someone))
    settle()
    assert User.objects.get(pk=namesake.pk).name == NAME
    assert User.objects.get(pk=other.pk).name == other.name
    signature = Signature.objects.get(party__council=charter.councils[1])
    assert signature.typed_name == "A. Signatory"
    assert StoredDocument.objects.filter(kind="charters.paper").count() == 2


def test_the_last_clerk_must_hand_over_first():
    someone = person(Role.CLERK)
    label = someone.memberships.get().council.label
    with pytest.raises(Refused, match="last clerk") as refusal:
        remove_person(person=someone, why=Why.OWN_WISH, by=proving(someone))
    assert label in str(refusal.value)
    person(Role.CLERK, someone.memberships.get().council)
    assert remove_person(person=someone, why=Why.OWN_WISH, by=proving(fresh(someone))).person == someone


def test_the_last_manager_and_the_last_administrator_must_hand_over_first():
    manager = person(Role.MANAGER)
    with pytest.raises(Refused, match="last manager"):
        remove_person(person=manager, why=Why.OWN_WISH, by=proving(manager))
    administrator = UserFactory(administrator=True)
    with pytest.raises(Refused, match="only administrator"):
        remove_person(person=administrator, why=Why.OWN_WISH, by=proving(administrator))


def test_nobody_removes_somebody_else(clerk_of_years):
    charter, someone = clerk_of_years
    for other in (charter.officer, charter.clerks[1]):
        with pytest.raises(Exception, match=r"accounts\.remove_person"):
            remove_person(person=someone, why=Why.ON_REQUEST, by=other)


def test_the_mailbox_of_a_council_stays_with_the_council():
    someone = person(Role.COUNCILLOR, name=NAME, email="clerk@olney.example")
    council = someone.memberships.get().council
    council.role_mailbox = "clerk@olney.example"
    council.save()
    remove_person(person=someone, why=Why.OWN_WISH, by=proving(someone))
    council.refresh_from_db()
    assert council.role_mailbox == "clerk@olney.example"
    assert everywhere(*TRACES) == {}


def test_a_changed_redaction_is_found(clerk_of_years):
    _charter, someone = clerk_of_years
    remove_person(person=someone, why=Why.OWN_WISH, by=proving(someone))
    settle()
    redaction = AuditRedaction.objects.first()
    assert "[address removed]" in redaction.event.sentence
    with pytest.raises(Exception, match="Cannot update"), transaction.atomic():
        AuditEvent.objects.filter(pk=redaction.event_id).update(sentence="Nothing happened")
    with pytest.raises(Exception, match="Cannot update"), transaction.atomic():
        AuditRedaction.objects.update(digest="0" * 64)


def test_a_role_is_no_name():
    """Accounts of the demo are called after their role; their removal must not change the word “Clerk”."""
    someone = person(Role.COUNCILLOR, name="Councillor, Olney")
    other = AuditEvent.objects.create(
        actor="Councillor, Olney", verb="x.y", sentence="Councillor, Olney came", record=someone, by=someone
    )
    remove_person(person=someone, why=Why.OWN_WISH, by=proving(someone))
    other.refresh_from_db()
    assert other.sentence == "Councillor, Olney came"
    assert timezone.now() >= Removal.objects.get().at
    assert reverse("core:privacy")
