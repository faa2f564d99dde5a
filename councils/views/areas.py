"""Areas whose principal council the published list does not say, settled by an administrator."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from core.views import FormPage, ListPage
from councils import actions
from councils.filters import find_principal
from councils.forms import SettleAreaForm
from councils.models import ParishArea


class AreasToSettle(ListPage):
    """Every area without a principal."""

    policy = "councils.settle_areas"
    template_name = "councils/areas.html"

    def rows(self):
        return ParishArea.objects.visible_to(self.request.user).parent_unknown().prefetch_related("councils")


class SettleArea(FormPage):
    """Say which principal one area lies in."""

    policy = "councils.settle_areas"
    form_class = SettleAreaForm
    template_name = "councils/settle_area.html"
    lookup = {"code": "code"}

    def scope(self):
        return ParishArea.objects.visible_to(self.request.user)

    def form_kwargs(self):
        return {"finder": find_principal, "suggest_url": f"{reverse('councils:suggest')}?tier=principal"}

    def done(self, form):
        parent = form.cleaned_data["parent"]
        actions.settle_area(area=self.record, parent=parent, by=self.request.user)
        saved = _("%(area)s lies in %(parent)s") % {"area": self.record, "parent": parent.label}
        messages.success(self.request, saved)
        return redirect("councils:areas")
