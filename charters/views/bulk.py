"""Many documents at once: the worker makes them, the page of the work follows it."""

from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from charters.forms import BundleForm, PapersForm
from charters.jobs import WHICH
from charters.models import Agreement, Response
from charters.views.rounds import RoundPage
from core.jobs.actions import start_job
from core.views import FormPage
from councils.models import Council


class Papers(FormPage, RoundPage):
    """The papers of a round for the meetings of many councils."""

    policy = "charters.see_board"
    form_class = PapersForm
    template_name = "charters/papers.html"
    title = gettext_lazy("Papers for the meetings")

    def form_kwargs(self):
        responses = Response.objects.visible_to(self.request.user).filter(version=self.record).with_signature()
        return {"counts": {key: choose(responses).count() for key, choose in WHICH.items()}}

    def context(self):
        return {**RoundPage.context(self), **FormPage.context(self)}

    def done(self, form):
        version, choice = self.record, form.cleaned_data
        agreement = version.agreement
        job = start_job(
            kind="charters.papers",
            title=_("Papers: %(title)s, version %(number)s") % {"title": version.title, "number": version.number},
            subject=version,
            council=agreement.convener,
            key=f"{version.pk}:{choice['which']}:{choice['form']}",
            params={"version": version.pk, **choice},
            by=self.request.user,
        )
        return redirect(job)


class AreaCopies(FormPage):
    """Every signed charter that binds a council of a principal's area."""

    policy = "charters.download_area"
    form_class = BundleForm
    template_name = "charters/area_copies.html"
    title = gettext_lazy("Every signed charter of the area")
    lookup = {"slug": "slug"}

    def scope(self):
        person = self.request.user
        mine = Council.objects.visible_to(person).principal()
        return mine if person.is_staff else mine.filter(pk__in=person.council_ids())

    def context(self):
        agreements = Agreement.objects.visible_to(self.request.user).binding_in_area_of(self.record)
        return {**super().context(), "council": self.record, "agreements": agreements.order_by("title")}

    def done(self, form):
        principal, choice = self.record, form.cleaned_data
        job = start_job(
            kind="charters.area_copies",
            title=_("Signed charters: %(council)s") % {"council": principal.label},
            subject=principal,
            council=principal,
            key=f"{principal.pk}:{self.request.user.pk}:{choice['form']}",
            params=choice,
            by=self.request.user,
        )
        return redirect(job)
