"""Officers and administrators load a file of opportunities: see what it would add, then add it."""

from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.csv import csv_response
from core.exceptions import Refused
from core.jobs.actions import start_job
from core.jobs.files import stream
from core.jobs.models import Job
from core.views import FormPage, Page, PortalView
from funding.forms.loading import UploadForm
from funding.importing import COLUMNS, EXAMPLE
from funding.jobs.importing import SHIPPED
from funding.views.opportunities import owners_of


class Upload(FormPage):
    """The file and for whom; looking at it is the worker's."""

    policy = "funding.add"
    form_class = UploadForm
    template_name = "funding/upload.html"
    title = gettext_lazy("Load opportunities from a file")
    submit = gettext_lazy("Show what is new")

    def form_kwargs(self):
        return {"owners": owners_of(self.request.user), "may_load_shipped": self.request.user.is_staff}

    def context(self):
        return {**super().context(), "columns": EXAMPLE}

    def done(self, form):
        file = form.cleaned_data["file"]
        name, content = (file.name, file) if file else (SHIPPED.name, SHIPPED)
        owner = form.owner_council
        job = start_job(
            kind="funding.preview",
            title=_("What %(file)s would add") % {"file": name},
            subject=owner,
            council=owner,
            params={"publish": form.cleaned_data["publish"]},
            files=[("opportunities", name, content)],
            by=self.request.user,
        )
        return redirect(job)


class Apply(Page):
    """Asks before what the preview showed is added."""

    policy = "core.see_job"
    template_name = "funding/apply.html"
    lookup = {"public_id": "public_id"}

    def scope(self):
        jobs = Job.objects.visible_to(self.request.user)
        return jobs.filter(kind="funding.preview", status=Job.Status.DONE)

    @property
    def file(self):
        found = self.record.files.inputs().first()
        if found is None:  # deleted after a month
            raise Http404
        return found

    def context(self):
        return {"job": self.record, "file": self.file}

    def post(self, request, *args, **kwargs):
        if not self.record.facts.get("new"):
            raise Refused(_("Nothing in the file is new"))
        file, owner = self.file, self.record.subject
        job = start_job(
            kind="funding.import",
            title=_("Adding the opportunities of %(file)s") % {"file": file.filename},
            subject=owner,
            council=owner,
            key=str(self.record.public_id),
            once=True,
            params=self.record.params,
            files=[("opportunities", file.filename, b"".join(stream(file)))],
            by=request.user,
        )
        return redirect(job)


class Template(PortalView):
    """The columns with one example, to be filled in."""

    policy = "funding.add"

    def get(self, request):
        return csv_response("funding-opportunities.csv", COLUMNS, [tuple(EXAMPLE.values())])
