"""Long work of clusters: statements and tables as PDF."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clusters.capacity import Quarter
from clusters.models import Schedule, SharedPost
from clusters.paper import recharge_paper
from clusters.planning import stored_plan
from clusters.sharing import NoShares, worked_out
from clusters.table import schedule_paper
from core.documents import render_pdf
from core.jobs.kinds import Made, Outcome, WorkRefused, job_kind


def _post(job):
    return SharedPost.objects.filter(reference=job.params.get("post", "")).select_related("employer").first()


def _back(job):
    if job.subject:
        yield _("Back to the statement"), reverse("clusters:recharge", args=[job.subject.reference])


@job_kind(
    "clusters.recharge",
    label=gettext_lazy("Recharge statement"),
    policy="clusters.read_recharge",
    subject=_post,
    links=_back,
)
def recharge(run):
    """One quarter of one post, as it stands when it was asked for."""
    run.step(_("Writing the document"))
    post, quarter = run.job.subject, Quarter.named(run.job.params.get("quarter", ""))
    if quarter is None:
        raise WorkRefused(_("Choose a quarter"))
    content = render_pdf("documents/recharge.html", recharge_paper(post, quarter, at=run.job.created_at))
    made = Made(f"recharge-{post.reference}-{quarter.key}.pdf", content, "application/pdf", name="recharge")
    return Outcome(_("The PDF is ready."), files=(made,))


def _schedule(job):
    return Schedule.objects.filter(reference=job.params.get("schedule", "")).whole().first()


def _to_schedule(job):
    if job.subject:
        yield _("Back to who pays what"), job.subject.get_absolute_url()


@job_kind(
    "clusters.schedule",
    label=gettext_lazy("Who pays what"),
    policy="clusters.read_schedule",
    subject=_schedule,
    links=_to_schedule,
)
def schedule(run):
    """The table of one year as PDF, as it stands when it was asked for."""
    run.step(_("Writing the document"))
    record = run.job.subject
    try:
        found = worked_out(stored_plan(record))
    except NoShares as problem:
        raise WorkRefused(problem.message) from None
    content = render_pdf("documents/schedule.html", schedule_paper(record, found, at=run.job.created_at))
    made = Made(f"who-pays-what-{record.reference}.pdf", content, "application/pdf", name="schedule")
    return Outcome(_("The PDF is ready."), files=(made,))
