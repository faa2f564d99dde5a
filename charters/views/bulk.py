"""Many documents at once, and the whole record of one agreement; PDFs come from the worker."""

from django.http import JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from charters.forms.reading import BundleForm, PapersForm
from charters.jobs.agreements import WHICH
from charters.models import Agreement, Response
from charters.records import AgreementRecord
from charters.views.rounds import RoundPage
from core.jobs.actions import start_job
from core.views import FormPage, Page, PortalView
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


class OfAgreement(PortalView, abstract=True):
    """For whoever sees the agreement and is signed in."""

    policy = "charters.take_record"
    lookup = {"reference": "reference"}

    def scope(self):
        return Agreement.objects.visible_to(self.request.user).select_related("convener")


class Record(OfAgreement, Page):
    """What is in the record, and in which form it can be had."""

    template_name = "charters/record.html"

    def context(self):
        return {"agreement": self.record}

    def post(self, request, *args, **kwargs):
        agreement = self.record
        job = start_job(
            kind="charters.record",
            title=_("Record: %(title)s") % {"title": agreement.title},
            subject=agreement,
            key=f"{agreement.pk}:{request.user.pk}",
            params={"agreement": agreement.pk},
            by=request.user,
        )
        return redirect(job)


class RecordJson(OfAgreement):
    """The same for a program."""

    def get(self, request, *args, **kwargs):
        found = AgreementRecord(self.record, request.user).data()
        response = JsonResponse(found, json_dumps_params={"ensure_ascii": False})
        response["Content-Disposition"] = f'attachment; filename="record-{self.record.reference}.json"'
        return response
