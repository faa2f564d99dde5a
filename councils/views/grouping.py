"""One council for several parishes: its officer says so, the parish's own entry ends."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from core.editing import ConfirmPage
from core.views import FormPage, Page
from councils import actions
from councils.filters import find_groupable
from councils.forms import GroupForm
from councils.models import Council


class OfGroup(Page, abstract=True):
    """A page about a council that may serve more parishes."""

    policy = "councils.group"
    lookup = {"slug": "slug"}

    def scope(self):
        return Council.objects.visible_to(self.request.user).with_parents()


class Group(OfGroup, FormPage):
    """Which parish is served too."""

    form_class = GroupForm
    template_name = "councils/group.html"

    def form_kwargs(self):
        suggest = {"tier": "local", "beside": self.record.slug}
        return {
            "finder": lambda text: find_groupable(self.record, text),
            "suggest_url": f"{reverse('councils:suggest')}?{urlencode(suggest)}",
        }

    def context(self):
        return {**super().context(), "council": self.record, "areas": self.record.areas.order_by("name", "code")}

    def done(self, form):
        return redirect("councils:group-check", slug=self.record.slug, absorbed=form.cleaned_data["absorbed"].slug)


class GroupCheck(OfGroup, ConfirmPage):
    """What will change, before it is done: it cannot be taken back here."""

    template_name = "councils/group_check.html"

    @cached_property
    def absorbed(self):
        found = (
            Council.objects.visible_to(self.request.user).with_parents().filter(slug=self.kwargs["absorbed"]).first()
        )
        if found is None or not found.is_local or not found.own_principal_ids & self.record.own_principal_ids:
            raise Http404
        return found

    def stored(self):
        return actions.grouping_of(self.record, self.absorbed)

    def context(self):
        return {
            "council": self.record,
            "absorbed": self.absorbed,
            "areas": self.record.areas.order_by("name", "code"),
            "absorbed_areas": self.absorbed.areas.order_by("name", "code"),
        }

    def confirmed(self, seen):
        actions.group_council(council=self.record, absorbed=self.absorbed, seen=seen, by=self.request.user)
        facts = {"council": self.record.label, "absorbed": self.absorbed.name}
        messages.success(self.request, _("%(council)s also serves %(absorbed)s from today") % facts)
        return redirect(self.record)
