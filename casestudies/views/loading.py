"""Administrators upload a fixture file or a filled spreadsheet, see what it would change, and apply it."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casestudies import loading
from casestudies.study_forms import UploadForm
from core.exceptions import Refused
from core.jobs.actions import start_job
from core.jobs.files import stream
from core.jobs.models import Job
from core.views import FormPage, Page, PortalView

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Upload(FormPage):
    """The file; looking at it is the worker's."""

    policy = "casestudies.administer"
    form_class = UploadForm
    template_name = "casestudies/upload.html"
    title = gettext_lazy("Load a file into the library")

    def done(self, form):
        file = form.cleaned_data["file"]
        job = start_job(
            kind="casestudies.preview",
            title=_("What %(file)s would change") % {"file": file.name},
            files=[("library", file.name, file)],
            by=self.request.user,
        )
        return redirect(job)


class Apply(Page):
    """Asks before what the preview showed is written."""

    policy = "casestudies.administer"
    template_name = "casestudies/apply.html"
    lookup = {"public_id": "public_id"}

    def scope(self):
        jobs = Job.objects.visible_to(self.request.user)
        return jobs.filter(kind="casestudies.preview", status=Job.Status.DONE)

    @property
    def file(self):
        found = self.record.files.inputs().first()
        if found is None:  # deleted after a month
            raise Http404
        return found

    def context(self):
        return {"job": self.record, "file": self.file}

    def post(self, request, *args, **kwargs):
        if not self.record.facts.get("changes"):
            raise Refused(_("Nothing differs from what the library holds"))
        file = self.file
        job = start_job(
            kind="casestudies.apply",
            title=_("Loading %(file)s") % {"file": file.filename},
            key=str(self.record.public_id),
            once=True,
            files=[("library", file.filename, b"".join(stream(file)))],
            by=request.user,
        )
        return redirect(job)


class Template(PortalView):
    """The spreadsheet to fill in."""

    policy = "casestudies.administer"

    def get(self, request):
        response = HttpResponse(loading.template(), content_type=XLSX)
        response["Content-Disposition"] = 'attachment; filename="case-studies.xlsx"'
        response["X-Content-Type-Options"] = "nosniff"
        return response
