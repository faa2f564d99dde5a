"""The national data set: the same each time, in believable states, and nothing new the second time."""

from importlib import import_module

import pytest
from django.core.management import CommandError, call_command

from accounts.models import IdentityProof, Membership, User
from charters.models import Agreement, AgreementVersion, IssuedCopy, Party, Response, Section, Signature
from charters.wording import canonical, content_of, text_hash
from core.audit import broken_seals
from core.models import AuditEvent, AuditSeal, StoredDocument
from councils.models import Profile
from tests.demo.conftest import part_of

SMALL = {"people": 150, "number_of_agreements": 40, "number_of_events": 1500, "say": lambda words: None}
TABLES = (User, Membership, Profile, Agreement, AgreementVersion, Party, Response, Signature, IdentityProof, Section,
          IssuedCopy, StoredDocument, AuditEvent, AuditSeal)  # fmt: skip


@pytest.fixture
def grow(demo, db, tmp_path):
    """The growth, of the small part of the country that the demonstration's tests load."""
    principals = part_of("principal_councils", lambda row: row["nice_name"] == "Milton Keynes", tmp_path)
    parishes = part_of("parishes_2025", lambda row: row["parent_gss"] == "E06000042", tmp_path)
    call_command("import_councils", principals=principals, parishes=parishes, allow_fewer=True, verbosity=0)
    return import_module("demo.growth.national").grow


def everything():
    return [list(model.objects.order_by("pk").values()) for model in TABLES]


def test_so_many_of_each_and_nothing_the_second_time(grow):
    assert grow(**SMALL)
    assert User.objects.count() == SMALL["people"]
    assert Agreement.objects.count() == SMALL["number_of_agreements"]
    assert AuditEvent.objects.count() - 1 == SMALL["number_of_events"]
    before = everything()
    assert not grow(**SMALL)
    assert everything() == before


def test_texts_are_frozen_as_the_portal_freezes_them(grow):
    grow(**SMALL)
    for version in AgreementVersion.objects.exclude(text_hash="").select_related("agreement__convener"):
        assert version.content == content_of(version)
        assert version.canonical_text == canonical(version.content)
        assert version.text_hash == text_hash(version.canonical_text)


def test_states_are_such_as_the_portal_reaches(grow):
    grow(**SMALL)
    statuses = set(AgreementVersion.objects.values_list("status", flat=True))
    assert {"draft", "out", "closed", "in_force", "superseded"} <= statuses
    for version in AgreementVersion.objects.filter(status__in=["in_force", "superseded"]):
        assert version.signatures.filter(is_countersignature=True).count() == 1
        assert version.copies.get().signatures == version.signatures.count() >= 2
    for signature in Signature.objects.select_related("party", "signed_by", "proof"):
        assert signature.signed_by.memberships.filter(council=signature.party.council, may_sign=True).exists()
        assert signature.proof.used_at == signature.signed_at
    declined = Response.objects.filter(answer="declined", version__signatures__party__responses=0)
    assert not declined.exists()


def test_the_trail_is_in_order_and_its_chain_holds(grow):
    grow(**SMALL)
    moments = list(AuditEvent.objects.order_by("pk").values_list("at", flat=True))
    assert moments[1:] == sorted(moments[1:])  # the first is the import of today
    assert AuditSeal.objects.count() == AuditEvent.objects.count()
    assert list(broken_seals()) == []


def test_it_is_refused_outside_the_demonstration(demo, settings):
    command = import_module("demo.management.commands.grow_demo").Command
    with pytest.raises(CommandError, match="--national"):
        call_command(command())
    settings.DEMO = False
    with pytest.raises(CommandError, match="Only the demonstration"):
        call_command(command(), national=True)
