"""The database holds what it can hold."""

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

from tests.architecture.source import LAYERS

# The day or moment alone says it: nobody in particular did it.
BY_NOBODY = {
    "core.AuditEvent.at", "core.OutgoingEmail.created_at", "core.OutgoingEmail.next_attempt_at",
    "core.OutgoingEmail.sent_at", "core.StoredDocument.created_at", "charters.IssuedCopy.issued_at",
}  # fmt: skip


def our_models():
    return [m for m in apps.get_models() if m._meta.app_label in LAYERS and not m.__name__.endswith("Event")]


def unpaired(model):
    """Fields that say when a person did something without saying who."""
    names = {f.name for f in model._meta.get_fields()}
    for field in model._meta.fields:
        if field.name.endswith("_at") and f"{field.name[:-3]}_by" not in names:
            yield f"{model._meta.label}.{field.name}"


def test_every_at_has_its_by():
    found = {name for model in our_models() for name in unpaired(model)}
    assert found - BY_NOBODY - MOMENTS == set()


# Moments of a machine or of the person whose row it is.
MOMENTS = {
    "accounts.IdentityProof.created_at", "accounts.IdentityProof.expires_at", "accounts.IdentityProof.proved_at",
    "core.IncomingEmail.received_at", "core.MailBody.created_at",
    "funding.DigestRun.begins_at", "funding.DigestRun.ends_at", "funding.DigestRun.started_at",
    "funding.DigestRun.finished_at", "funding.DigestLine.closes_at", "core.Reminder.decided_at",
    "accounts.IdentityProof.used_at", "accounts.SecondFactorReset.due_at", "accounts.SecondFactorReset.done_at",
    "accounts.JoinRequest.confirmed_at", "accounts.JoinRequest.expires_at",
    "accounts.JoinRequest.requested_at", "accounts.Invitation.expires_at", "accounts.InvitationBatch.finished_at",
    "core.StoredDocument.emptied_at", "accounts.SummaryLine.kept_at",
    "casestudies.CaseStudy.as_at", "casestudies.Chapter.as_at", "casestudies.Perspective.as_at",
    "casestudies.Resource.as_at",
    "funding.Opportunity.opens_at", "funding.Opportunity.closes_at", "funding.DeadlineChange.old_closes_at",
    "funding.DeadlineChange.new_closes_at",
    "core.Job.created_at", "core.Job.queued_at", "core.Job.heartbeat_at", "core.Job.finished_at",
}  # fmt: skip


def test_constraints_have_names_of_their_own():
    names = [c.name for m in our_models() for c in m._meta.constraints]
    assert len(names) == len(set(names))


@pytest.mark.django_db
def test_migrations_are_complete():
    loader = MigrationLoader(connection, replace_migrations=False)
    detector = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps))
    changes = detector.changes(graph=loader.graph)
    assert {app: m for app, m in changes.items() if app in LAYERS} == {}
