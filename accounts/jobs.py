"""Long work of accounts: the list of who has access, as a PDF for the auditor."""

import hashlib

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.access import access_document
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
