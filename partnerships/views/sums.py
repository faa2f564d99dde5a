"""What the council's partnerships add up to, and the register as a paper for a committee."""

from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from core.documents import fingerprint
from core.jobs.actions import start_job
from core.views import ExportedPage, PortalView
from councils.models import Council
from partnerships.exports_risks import SUMS_FILE
from partnerships.filters import RegisterForm
from partnerships.models import Partnership
from partnerships.paper import register_paper
from partnerships.rollup import rollup


class Sums(ExportedPage):
    """Count, worth and savings by council type, service and year, of what the register's filter leaves."""

    policy = "partnerships.see_risks"
    template_name = "partnerships/sums.html"
    export = SUMS_FILE

    @cached_property
    def filter(self):
        return RegisterForm(self.request.GET)

    @cached_property
    def sums(self):
        person = self.request.user
        entries = Partnership.objects.visible_to(person).of_councils(person.officer_council_ids()).with_tier()
        return rollup(self.filter.found(entries, person))

    def rows(self):
        return self.sums.lines

    def context(self):
        return {"sums": self.sums, "form": self.filter, "narrowed": bool(self.request.GET)}


class RegisterPaper(PortalView):
    """The register for a committee: the worker prints it; what has not changed is not printed again."""

    policy = "partnerships.start"
    lookup = {"slug": "slug"}

    def scope(self):
        return (
            Council.objects.visible_to(self.request.user)
            .principal()
            .filter(pk__in=self.request.user.officer_council_ids())
        )

    def post(self, request, *args, **kwargs):
        council = self.record
        content = fingerprint(register_paper(council, at=timezone.now()))
        job = start_job(
            kind="partnerships.register",
            title=_("Register of partnerships: %(council)s") % {"council": council.label},
            subject=council,
            council=council,
            key=f"{council.pk}:{request.user.pk}:{content}",
            once=True,
            by=request.user,
        )
        return redirect(job)
