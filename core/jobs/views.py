"""Following long work: one page while it runs and when it has ended, its report, its files."""

from django.contrib import messages
from django.http import Http404, JsonResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from core.csv import LICENCE, Export, csv_response, moment
from core.exceptions import Refused
from core.jobs import actions
from core.jobs.files import stream
from core.jobs.models import Job
from core.policies import allows
from core.views import ListPage, PortalView


class JobList(ListPage):
    """The long work a person started or may look after, the newest first."""

    policy = "core.signed_in"
    template_name = "core/jobs.html"
    export = Export(
        "long-work",
        ("title", "kind", "status", "summary", "error", "started_at", "started_by", "finished_at"),
        lambda job: (job.title, job.kind, job.status, job.summary, job.error, moment(job.created_at),
                     job.started_by or "", moment(job.finished_at)),
        licence="",
    )  # fmt: skip

    def rows(self):
        jobs = Job.objects.visible_to(self.request.user).newest_first()
        return jobs if self.request.user.is_staff else jobs.filter(started_by=self.request.user)


class OfJob(PortalView, abstract=True):
    """A page about one job."""

    policy = "core.see_job"
    lookup = {"public_id": "public_id"}

    def scope(self):
        return Job.objects.visible_to(self.request.user).select_related("started_by", "cancelled_by")

    @property
    def text(self):
        return self.request.GET.get("q", "").strip()[:200]

    def lines(self):
        """The lines of the report that fit the search."""
        group = self.request.GET.get("group", "")
        return self.record.lines.in_order().matching(text=self.text, group=group)


class JobDetail(OfJob, ListPage):
    """How far it is; when it has ended, what came of it."""

    template_name = "core/job.html"
    export = "core:job-report"
    per_page = 100

    def rows(self):
        return self.lines()

    def context(self):
        job = self.record
        counted = {} if job.is_open else job.lines.counted()
        groups = job.definition.groups.items()
        return {
            "job": job,
            "words": progress_words(job),
            "groups": [(code, words, counted[code]) for code, words in groups if code in counted],
            "group": self.request.GET.get("group", ""),
            "files": [] if job.is_open else list(job.files.results()),
            "links": list(job.definition.links(job)) if job.status == Job.Status.DONE else [],
            "may_cancel": job.is_open and allows(self.request.user, "core.cancel_job", job),
        }


class JobState(OfJob):
    """The same for the script of the page."""

    def get(self, request, *args, **kwargs):
        job = self.record
        answer = {"open": job.is_open, "status": job.status, "words": progress_words(job)}
        return JsonResponse({**answer, "done": job.done, "total": job.total, "percent": job.percent})


def progress_words(job):
    """“Reading the areas: 1,200 of 11,341”, as the page says it."""
    step = job.step or str(job.get_status_display())
    if not job.total:
        return step
    return _("%(step)s: %(done)s of %(total)s") % {"step": step, "done": f"{job.done:,}", "total": f"{job.total:,}"}


class JobCancel(OfJob):
    """Only a button."""

    policy = "core.cancel_job"

    def post(self, request, *args, **kwargs):
        try:
            actions.cancel_job(job=self.record, by=request.user)
            messages.success(request, _("The work was cancelled."))
        except Refused as refusal:
            messages.error(request, refusal.message)
        return redirect(self.record)


class JobReportCsv(OfJob):
    """The report for a spreadsheet."""

    def get(self, request, *args, **kwargs):
        groups = self.record.definition.groups
        rows = ((line.group, groups.get(line.group, line.group), line.text) for line in self.lines())
        return csv_response(f"report-{self.record.public_id}.csv", ("kind", "kind_in_words", "line"), rows, LICENCE)


class JobDownload(OfJob):
    """A file that came of the work, streamed part by part."""

    def get(self, request, *args, **kwargs):
        file = self.record.files.results().filter(name=self.kwargs["name"]).first()
        if file is None:
            raise Http404
        response = StreamingHttpResponse(stream(file), content_type=file.content_type)
        response["Content-Disposition"] = content_disposition_header(True, file.filename)
        response["Content-Length"] = file.size
        response["X-Content-Type-Options"] = "nosniff"
        return response
