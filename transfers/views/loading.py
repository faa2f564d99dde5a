"""Officers load a file of their register: see what it would change, then have it changed."""

from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.csv import csv_response
from core.exceptions import Refused
from core.jobs.actions import start_job
from core.jobs.models import Job
from core.views import FormPage, Page, PortalView
from transfers.forms.loading import UploadForm
from transfers.importing import COLUMNS, EXAMPLE
from transfers.views.keeping import owners_of


class Upload(FormPage):
    """The file; looking at it is the worker's."""

    policy = "transfers.keep_register"
    form_class = UploadForm
    template_name = "transfers/upload.html"
    title = gettext_lazy("Load a register of assets")

    def form_kwargs(self):
        return {"owners": owners_of(self.request.user)}

    def context(self):
        return {**super().context(), "columns": EXAMPLE}

    def done(self, form):
        file, principal = form.cleaned_data["file"], form.principal
        job = start_job(
            kind="transfers.preview",
            title=_("What a file would change in the register of %(council)s") % {"council": principal.full_name},
            subject=principal,
            council=principal,
            params={"allow_fewer": form.cleaned_data["allow_fewer"]},
            files=[("register", file.name, file)],
            by=self.request.user,
        )
        return redirect(job)


class Apply(Page):
    """Asks before what the preview showed is done."""

    policy = "core.see_job"
    template_name = "transfers/apply.html"
    lookup = {"public_id": "public_id"}

    def scope(self):
        jobs = Job.objects.visible_to(self.request.user)
        return jobs.filter(kind="transfers.preview", status=Job.Status.DONE)

    def context(self):
        return {"job": self.record, "has_file": self.record.files.inputs().exists()}

    def post(self, request, *args, **kwargs):
        shown = self.record
        if not shown.facts.get("changes"):
            raise Refused(_("Nothing in the file differs from the register"))
        job = start_job(
            kind="transfers.load",
            title=_("Loading the register of %(council)s") % {"council": shown.subject.full_name},
            subject=shown.subject,
            council=shown.subject,
            key=str(shown.public_id),
            once=True,
            params={"preview": shown.pk},
            by=request.user,
        )
        return redirect(job)


class Template(PortalView):
    """The columns with one example, to be filled in."""

    policy = "transfers.keep_register"

    def get(self, request):
        return csv_response("assets.csv", COLUMNS, [tuple(EXAMPLE.values())])
