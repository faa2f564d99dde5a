"""`manage.py check_invariants`: finds nothing in a healthy database, and what was done behind the portal's back."""

import hashlib
import io
import json
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from charters.models import AgreementVersion, IssuedCopy, Response, Signature
from charters.printing import make_issued_copy, make_meeting_papers
from core.audit import seal_events
from core.invariants import audit_chain
from core.models import AuditEvent, OutgoingEmail, StoredDocument
from core.registry import INVARIANT, each
from councils.models import Succession
from tests.architecture.year_world import sign_on_paper
from tests.charters.factories import Round
from tests.councils.factories import CouncilFactory

pytestmark = pytest.mark.django_db
LONG_AGO = timezone.now() - timedelta(days=3)


@contextmanager
def behind_the_portal():
    """Someone with full rights on the database: no trigger and no foreign key stops them."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # the rows of the test itself are checked first
        cursor.execute("SET LOCAL session_replication_role = replica")
        yield lambda sql, *values: cursor.execute(sql, values)
        cursor.execute("SET LOCAL session_replication_role = origin")


@pytest.fixture
def world(monkeypatch):
    """A charter in force with its copy and papers, another one out, mail waiting, everything sealed."""
    monkeypatch.setattr("charters.printing.render_pdf", lambda template, document, **options: repr(document).encode())
    charter = Round().in_force()
    make_issued_copy(charter.version.pk)
    make_meeting_papers(charter.version.pk)
    charter.other = Round().sent()
    seal_events()
    return charter


def found():
    return {finding.check for finding in each(INVARIANT)}


def test_a_healthy_database_has_nothing_to_find(world):
    assert list(each(INVARIANT)) == []


def new_hash(text):
    return hashlib.sha256(text.encode()).hexdigest()


def changed_sentence(world, sql):
    event = AuditEvent.objects.filter(verb="charters.sent").earliest("pk")
    sql("UPDATE core_auditevent SET sentence = 'Nothing happened' WHERE id = %s", event.pk)


def removed_event(world, sql):
    event = AuditEvent.objects.filter(verb="charters.signed").earliest("pk")
    sql("DELETE FROM core_auditseal WHERE event_id = %s", event.pk)
    sql("DELETE FROM core_auditevent WHERE id = %s", event.pk)


def inserted_event(world, sql):
    seal = AuditEvent.objects.earliest("pk")
    sql("DELETE FROM core_auditseal WHERE event_id = %s", seal.pk)


def changed_document(world, sql):
    sql("UPDATE core_storeddocument SET content = 'another' WHERE id = %s", IssuedCopy.objects.get().document_id)


def changed_text(world, sql):
    """The text and its hash together, so that the constraint is content."""
    text = world.version.canonical_text + "And pay twice."
    sql(
        "UPDATE charters_agreementversion SET canonical_text = %s, text_hash = %s WHERE id = %s",
        text,
        new_hash(text),
        world.version.pk,
    )


def changed_commitment(world, sql):
    sql("UPDATE charters_commitment SET text = 'Do nothing' WHERE version_id = %s", world.version.pk)


def signature_under_another_text(world, sql):
    sql("UPDATE charters_signature SET text_hash = %s WHERE id = %s", "0" * 64, Signature.objects.earliest("pk").pk)


def signature_under_a_draft(world, sql):
    sql("UPDATE charters_agreementversion SET status = 'draft' WHERE id = %s", world.version.pk)


def removed_signature(world, sql):
    sql("DELETE FROM charters_signature WHERE id = %s", Signature.objects.filter(is_countersignature=False)[0].pk)


def signature_by_another_person(world, sql):
    first, second = Signature.objects.filter(is_countersignature=False)
    sql("UPDATE charters_signature SET signed_by_id = %s WHERE id = %s", second.signed_by_id, first.pk)


def signature_on_a_page_of_another_council(world, sql):
    sign_on_paper(world.other.response(0), by=world.other.officer)
    stranger = world.other.response(1).party_id
    sql("UPDATE charters_signedfor SET party_id = %s WHERE version_id = %s", stranger, world.other.version.pk)


def removed_scan(world, sql):
    sign_on_paper(world.other.response(0), by=world.other.officer)
    sql("DELETE FROM charters_pagescan")


def removed_copy(world, sql):
    sql("DELETE FROM charters_issuedcopy")
    sql("UPDATE charters_signature SET signed_at = %s", LONG_AGO)


def answer_of_a_stranger(world, sql):
    mine, other = world.response(), Response.objects.exclude(version=world.version).earliest("pk")
    sql("UPDATE charters_response SET party_id = %s WHERE id = %s", other.party_id, mine.pk)


def clerk_without_address(world, sql):
    sql("UPDATE account_emailaddress SET verified = false WHERE user_id = %s", world.clerks[0].pk)


def a_viewer_who_signs(world, sql):
    sql("UPDATE accounts_membership SET role = 'viewer' WHERE user_id = %s", world.clerks[0].pk)


def a_council_that_ended(world, sql):
    sql("UPDATE councils_council SET status = 'dissolved', ended_on = now() WHERE id = %s", world.councils[0].pk)


def succession_in_a_circle(world, sql):
    first, second, third = (CouncilFactory(principal=True) for _ in "123")
    for old, new in ((first, second), (second, third), (third, first)):
        Succession.objects.create(predecessor=old, successor=new, on=timezone.localdate(), kind="replaced")


def mail_nobody_tried(world, sql):
    sql("UPDATE core_outgoingemail SET next_attempt_at = %s WHERE status = 'waiting'", LONG_AGO)


def mail_that_cannot_have_gone(world, sql):
    email = OutgoingEmail.objects.waiting().earliest("pk")
    sql("UPDATE core_outgoingemail SET status = 'sent', sent_at = now(), attempts = 0 WHERE id = %s", email.pk)


def a_lost_document(world, sql):
    papers = StoredDocument.objects.filter(kind="charters.paper").values_list("pk", flat=True)
    sql("DELETE FROM core_storeddocument WHERE id = %s", papers[0])


PLANTED = {
    changed_sentence: "audit.chain",
    removed_event: "audit.chain",
    inserted_event: "audit.unsealed",
    changed_document: "document.hash",
    changed_text: "version.text",
    changed_commitment: "version.parts",
    signature_under_another_text: "signature.text",
    signature_under_a_draft: "signature.draft",
    removed_signature: "signature.lost",
    signature_by_another_person: "signature.proof",
    signature_on_a_page_of_another_council: "signature.page",
    removed_scan: "page.scan",
    removed_copy: "copy.missing",
    answer_of_a_stranger: "response.party",
    clerk_without_address: "membership.address",
    a_viewer_who_signs: "membership.viewer",
    a_council_that_ended: "membership.dissolved",
    succession_in_a_circle: "succession.cycle",
    mail_nobody_tried: "mail.untried",
    mail_that_cannot_have_gone: "mail.sent",
    a_lost_document: "reference",
}


@pytest.mark.parametrize("plant", PLANTED, ids=lambda plant: plant.__name__)
def test_a_planted_corruption_is_found_by_its_name(world, plant):
    with behind_the_portal() as sql:
        plant(world, sql)
    assert PLANTED[plant] in found()


def test_a_missing_trigger_is_found(world):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE charters_signature DISABLE TRIGGER ALL")
        cursor.execute("SELECT tgname FROM pg_trigger WHERE tgname LIKE 'pgtrigger_audit_append_only%'")
        cursor.execute(f'DROP TRIGGER "{cursor.fetchone()[0]}" ON core_auditevent')
    assert {"trigger.off", "trigger.missing"} <= found()


def run(*options):
    out, status = io.StringIO(), 0
    try:
        call_command("check_invariants", *options, stdout=out)
    except SystemExit as end:
        status = end.code
    return status, out.getvalue()


def test_the_command_says_that_all_is_well(world):
    assert run() == (0, "Nothing found: everything that was checked is true.\n")
    assert run("--json") == (0, "[]\n")


def test_the_command_names_the_record_and_ends_with_status_1(world):
    with behind_the_portal() as sql:
        changed_document(world, sql)
    status, text = run()
    key = IssuedCopy.objects.get().document.key
    assert (status, text) == (1, f"document.hash: document {key} is not the file whose hash was stored\n")
    status, text = run("--json")
    assert (status, json.loads(text)[0]["record"]) == (1, f"document {key}")


def test_the_chain_is_read_in_pieces(world, django_assert_num_queries):
    with django_assert_num_queries(2):  # what removals vouch for, then the chain
        assert list(audit_chain()) == []


def test_a_superseded_version_gets_the_copy_it_still_lacks(world):
    AgreementVersion.objects.filter(pk=world.version.pk).update(status="superseded")
    with behind_the_portal() as sql:
        removed_copy(world, sql)
    assert world.version in AgreementVersion.objects.without_copy()
