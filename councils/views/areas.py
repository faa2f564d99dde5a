"""Areas whose principal council the published list does not say, settled by an administrator."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from core.editing import EditPage
from core.views import ListPage
from councils import actions
from councils.filters import find_principal
from councils.forms import SettleAreaForm
from councils.models import Council, ParishArea


class AreasToSettle(ListPage):
    """Every area without a principal."""

    policy = "councils.settle_areas"
    template_name = "councils/areas.html"

    def rows(self):
        return ParishArea.objects.visible_to(self.request.user).parent_unknown().prefetch_related("councils")


class SettleArea(EditPage):
    """Say which principal one area lies in."""

    policy = "councils.settle_areas"
    form_class = SettleAreaForm
    template_name = "councils/settle_area.html"
    lookup = {"code": "code"}

    def scope(self):
        return ParishArea.objects.visible_to(self.request.user)

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

    def done(self, form):
        parent = form.cleaned_data["parent"]
        actions.settle_area(area=self.record, parent=parent, seen=self.seen(form), by=self.request.user)
        saved = _("%(area)s lies in %(parent)s") % {"area": self.record, "parent": parent.label}
        messages.success(self.request, saved)
        return redirect("councils:areas")
