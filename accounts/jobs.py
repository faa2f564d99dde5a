"""Long work of accounts: the list of who has access, handovers, and a person's own data, as files."""

import hashlib

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.access import access_document
from accounts.documents import handover_document
from accounts.models import Handover
from accounts.my_data import pack
from core.audit import record
from core.documents import render_pdf
from core.jobs.kinds import Made, Outcome, job_kind
from councils.models import Council


def _council(job):
    return Council.objects.filter(pk=job.council_id).first()


def _people(job):
    yield _("Back to who has access"), reverse("accounts:people", args=[job.subject.slug])


@job_kind(
    "accounts.access_list",
    label=gettext_lazy("Who has access, for the auditor"),
    policy="accounts.see_people",
    subject=_council,
    groups={"file": gettext_lazy("Fingerprints")},
    links=_people,
)
def access_list(run):
    """The list of this moment as a PDF; its fingerprints are in the report and in the audit trail."""
    council = run.job.subject
    document = access_document(council, run.person)
    content = render_pdf("documents/access_list.html", document)
    digest = hashlib.sha256(content).hexdigest()
    sentence = _("Made the list of who has access; fingerprint of the file %(digest)s") % {"digest": digest}
    record("accounts.access_list_made", council, sentence, by=run.person, councils=[council], restricted=True)
    many = len(document.rows)
    summary = ngettext("%(num)s person in a role", "%(num)s people in roles", many) % {"num": many}
    lines = [("file", _("The file: %(digest)s") % {"digest": digest}),
             ("file", _("The list in it: %(digest)s") % {"digest": document.fingerprint})]  # fmt: skip
    made = Made(f"who-has-access-{council.slug}.pdf", content, "application/pdf", name="list")
    return Outcome(summary, lines=lines, files=(made,))


def _handover(job):
    return Handover.objects.with_people().filter(pk=job.params["handover"]).first()


def _handover_page(job):
    yield _("Back to the handover"), reverse("accounts:handover", args=[job.subject.public_id])


@job_kind(
    "accounts.handover",
    label=gettext_lazy("Handover of a role"),
    policy="accounts.read_handover",
    subject=_handover,
    links=_handover_page,
)
def handover(run):
    """The handover as a PDF, for the successor's files."""
    found = run.job.subject
    content = render_pdf("documents/handover.html", handover_document(found))
    made = Made(f"handover-{found.council.slug}.pdf", content, "application/pdf", name="handover")
    return Outcome(_("The handover as a PDF"), files=(made,))


def _starter(job):
    return job.started_by


def _your_data(job):
    yield _("Back to your data"), reverse("accounts:my-data")


@job_kind(
    "accounts.my_data",
    label=gettext_lazy("All data about one person"),
    policy="accounts.own_data",
    subject=_starter,
    links=_your_data,
    reach=lambda person: Q(),  # always theirs
)
def my_data(run):
    """A ZIP with all that is about whoever asked, and nothing about anybody else."""
    run.step(_("Collecting what is held about you"))
    path, many = pack(run.person, run.folder, at=run.job.created_at)
    record("accounts.data_taken", run.person, _("Took along all data about themselves"), by=run.person, restricted=True)
    summary = ngettext("%(num)s kind of record", "%(num)s kinds of records", many) % {"num": many}
    return Outcome(summary, files=(Made("your-data.zip", path, "application/zip", name="data"),))
