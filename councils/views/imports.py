"""Loading newer lists: upload, look at the differences, apply; and what was loaded when."""

from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.csv import LICENCE, csv_response, moment
from core.jobs.actions import start_job
from core.models import Job
from core.views import FormPage, ListPage, Page, PortalView
from councils.forms import ImportForm
from councils.jobs import GROUPS
from councils.models import ImportRun


class ImportRuns(ListPage):
    """Every load of lists that changed something, and previews that wait."""

    policy = "councils.import"
    template_name = "councils/imports.html"
    export = "councils:imports-csv"

    def rows(self):
        return ImportRun.objects.visible_to(self.request.user).newest_first()

    def context(self):
        return {"groups": GROUPS}


class ImportNew(FormPage):
    """One or both lists; nothing is changed before the preview was looked at."""

    policy = "councils.import"
    form_class = ImportForm
    template_name = "councils/import_new.html"
    title = gettext_lazy("Load newer lists of councils")

    def done(self, form):
        lists = form.lists()
        job = start_job(
            kind="councils.preview",
            title=_("Preview: %(files)s") % {"files": ", ".join(name for _key, name, _file in lists)},
            params={"allow_fewer": form.cleaned_data["allow_fewer"]},
            files=lists,
            by=self.request.user,
        )
        return redirect(job)


class ImportApply(Page):
    """The last page before the lists are loaded: what the preview found, and whether it is still true."""

    policy = "councils.import"
    template_name = "councils/import_apply.html"
    lookup = {"public_id": "public_id"}

    def scope(self):
        return Job.objects.visible_to(self.request.user).filter(kind="councils.preview", status="done")

    @cached_property
    def is_stale(self):
        """Other lists were loaded after this preview; the worker looks at everything else that may have changed."""
        return ImportRun.objects.visible_to(self.request.user).filter(at__gt=self.record.finished_at).exists()

    def context(self):
        counts = self.record.facts["counts"]
        return {
            "job": self.record,
            "counts": [(words, counts[code]) for code, words in GROUPS.items() if counts.get(code)],
            "stale": self.is_stale,
            "has_files": self.record.files.inputs().exists(),
        }

    def post(self, request, *args, **kwargs):
        shown = self.record
        job = start_job(
            kind="councils.apply",
            title=_("Loading: %(files)s") % {"files": ", ".join(file.filename for file in shown.files.inputs())},
            key=str(shown.pk),
            once=True,
            params={"preview": shown.pk},
            by=request.user,
        )
        return redirect(job)


class ImportReport(PortalView):
    """The difference report of one load for a spreadsheet."""

    policy = "councils.import"
    lookup = {"pk": "pk"}

    def scope(self):
        return ImportRun.objects.visible_to(self.request.user).filter(pk__lte=2**63 - 1)

    def get(self, request, *args, **kwargs):
        day = timezone.localtime(self.record.at)
        return csv_response(
            f"import-{day:%Y-%m-%d}.csv", ("kind", "kind_in_words", "change"), self.record.lines(GROUPS), LICENCE
        )


class ImportRunsCsv(PortalView):
    """All loads for a spreadsheet."""

    policy = "councils.import"

    def get(self, request, *args, **kwargs):
        runs = ImportRun.objects.visible_to(request.user).newest_first()
        heading = ("at", "by", "principals_file", "areas_file", "principals", "areas", "changes")
        rows = (
            (moment(run.at), run.by or "", run.principals_file,
             run.areas_file, run.principals, run.areas, run.changes)
            for run in runs
        )  # fmt: skip
        return csv_response("imports.csv", heading, rows)
