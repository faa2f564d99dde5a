"""A council's whole record to take along: JSON at once, PDF from the worker."""

from django.http import JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from core.jobs.actions import start_job
from core.views import Page, PortalView
from councils.models import Council
from councils.records import council_record


class OfCouncil(PortalView, abstract=True):
    """For those who may read what is private of it."""

    policy = "councils.read_private"
    lookup = {"slug": "slug"}

    def scope(self):
        return Council.objects.visible_to(self.request.user)


class CouncilRecord(OfCouncil, Page):
    """What is in it, and in which form."""

    template_name = "councils/record.html"

    def context(self):
        return {"council": self.record}

    def post(self, request, *args, **kwargs):
        council = self.record
        job = start_job(
            kind="councils.record",
            title=_("Record of %(council)s") % {"council": council.label},
            subject=council,
            key=f"{council.pk}:{request.user.pk}",
            params={"council": council.pk},
            by=request.user,
        )
        return redirect(job)


class CouncilRecordJson(OfCouncil):
    """The same for a program."""

    def get(self, request, *args, **kwargs):
        response = JsonResponse(council_record(self.record, request.user), json_dumps_params={"ensure_ascii": False})
        response["Content-Disposition"] = f'attachment; filename="{self.record.slug}.json"'
        return response
