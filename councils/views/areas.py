"""Areas whose principal council the published list does not say, settled by an administrator."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.csv import LICENCE, csv_response
from core.editing import EditPage
from core.exceptions import Refused
from core.models import AuditEvent
from core.views import ListPage, PortalView
from councils import actions
from councils.filters import find_principal
from councils.forms import SettleAreaForm, SettleSeveralForm
from councils.models import Council, ParishArea
from councils.suggestions import suggest

OPEN, SETTLED = "open", "settled"


class Areas(PortalView, abstract=True):
    """Shared by the page and the download: the same filter, the same rows."""

    policy = "councils.settle_areas"

    @property
    def text(self):
        return self.request.GET.get("q", "").strip()[:200]

    @property
    def show(self):
        return SETTLED if self.request.GET.get("show") == SETTLED else OPEN

    def areas(self):
        areas = ParishArea.objects.visible_to(self.request.user)
        areas = areas.settled() if self.show == SETTLED else areas.parent_unknown().with_neighbours()
        return areas.named(self.text).select_related("parent", "county").prefetch_related("councils")


class AreasToSettle(Areas, ListPage):
    """Every area without a principal: one by one, or several at once."""

    template_name = "councils/areas.html"
    export = "councils:areas-csv"

    def rows(self):
        return self.areas()

    @cached_property
    def principal_form(self):
        """One principal for all areas chosen."""
        suggest_url = f"{reverse('councils:suggest')}?tier=principal"
        typed = None if "suggested" in self.request.POST else self.request.POST or None
        return SettleSeveralForm(typed, finder=find_principal, suggest_url=suggest_url)

    def page(self, **extra):
        response = super().page(**extra)
        rows = response.context_data["rows"]
        response.context_data["suggestions"] = suggest(rows) if self.show == OPEN else {}
        return response

    def context(self):
        areas = ParishArea.objects.visible_to(self.request.user)
        settled = areas.settled().count()
        return {
            "form": self.principal_form,
            "settled": settled,
            "total": settled + areas.parent_unknown().count(),
            "text": self.text or self.request.POST.get("q", ""),
            "chosen": self.request.POST.getlist("area"),
            "refusal": "",
        }

    def post(self, request, *args, **kwargs):
        areas = ParishArea.objects.visible_to(request.user).parent_unknown()
        chosen = list(areas.filter(code__in=request.POST.getlist("area")).with_neighbours())
        if not chosen:
            return self.page(refusal=_("Select at least one area"))
        try:
            choices = self.choices(chosen)
            if choices is None:
                return self.page()
            count = actions.settle_areas(choices=choices, by=request.user)
        except Refused as refusal:
            return self.page(refusal=refusal.message)
        saved = ngettext("%(num)s area was settled", "%(num)s areas were settled", count) % {"num": count}
        messages.success(request, saved)
        return redirect(f"{reverse('councils:areas')}?{request.GET.urlencode()}".rstrip("?"))

    def choices(self, chosen):
        """(area, principal) of each area chosen: as suggested, or the one that was typed; None if that is wrong."""
        if "suggested" in self.request.POST:
            found = suggest(chosen)
            if len(found) < len(chosen):
                missing = ", ".join(str(area) for area in chosen if area.pk not in found)
                raise Refused(_("There is no suggestion for %(areas)s. Take them out or name the council.")
                              % {"areas": missing})  # fmt: skip
            return [(area, found[area.pk].parent) for area in chosen]
        form = self.principal_form
        return [(area, form.cleaned_data["parent"]) for area in chosen] if form.is_valid() else None


class AreasCsv(Areas):
    """The same for a spreadsheet."""

    def get(self, request, *args, **kwargs):
        areas = list(self.areas())
        found = suggest(areas) if self.show == OPEN else {}
        heading = ("code", "name", "kind", "how_found", "county", "principal", "councils", "suggestion")
        rows = (
            (a.code, a.name, a.get_kind_display(), a.get_parent_method_display(), a.county.name if a.county else "",
             a.parent.name if a.parent else "", "; ".join(c.label for c in a.councils.all()),
             found[a.pk].parent.name if a.pk in found else "")
            for a in areas
        )  # fmt: skip
        return csv_response(f"areas-{self.show}.csv", heading, rows, LICENCE)


class SettleArea(EditPage):
    """Say which principal one area lies in."""

    policy = "councils.settle_areas"
    form_class = SettleAreaForm
    template_name = "councils/settle_area.html"
    lookup = {"code": "code"}

    def scope(self):
        return ParishArea.objects.visible_to(self.request.user).with_neighbours()

    def stored(self):
        return {"parent": self.record.parent}

    def label(self, form, name):
        return form.fields["parent_name"].label

    def words(self, form, name, value):
        """What is compared is the council, kept by its number; what was typed is its name."""
        number = getattr(value, "pk", value)
        council = Council.objects.filter(pk=number).first() if isinstance(number, int) else None
        return council.label if council else ""

    def form_kwargs(self):
        return {"finder": find_principal, "suggest_url": f"{reverse('councils:suggest')}?tier=principal"}

    def context(self):
        area = self.record
        events = AuditEvent.objects.about(area).readable_by(self.request.user)[:20]
        return {
            **super().context(),
            "suggestion": None if area.parent_id else suggest([area]).get(area.pk),
            "events": [{"at": e.at, "text": e.sentence, "by": e.actor} for e in events],
        }

    def done(self, form):
        parent = form.cleaned_data["parent"]
        actions.settle_area(area=self.record, parent=parent, seen=self.seen(form), by=self.request.user)
        saved = _("%(area)s lies in %(parent)s") % {"area": self.record, "parent": parent.label}
        messages.success(self.request, saved)
        return redirect("councils:areas")


class UnsettleArea(PortalView):
    """Only a button: take back what was settled."""

    policy = "councils.settle_areas"
    lookup = {"code": "code"}

    def scope(self):
        return ParishArea.objects.visible_to(self.request.user)

    def post(self, request, *args, **kwargs):
        try:
            actions.unsettle_area(area=self.record, by=request.user)
            messages.success(request, _("%(area)s is to be settled again") % {"area": self.record})
        except Refused as refusal:
            messages.error(request, refusal.message)
        return redirect("councils:areas")
