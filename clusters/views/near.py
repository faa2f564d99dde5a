"""Who could join forces: the group of one council, and of a whole area."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from clusters import actions
from clusters.finder import find_groups
from clusters.forms.near import NeighbourForm
from core.jobs.actions import start_job
from core.policies import allows
from core.views import FormPage, PortalView
from councils.models import Council


class Near(FormPage):
    """The group of a council with its reasons, drawn and in a table; and a form for a neighbour that is missing."""

    policy = "clusters.find_for"
    lookup = {"slug": "slug"}
    form_class = NeighbourForm
    template_name = "clusters/near.html"

    def scope(self):
        return Council.objects.visible_to(self.request.user).local().with_parents()

    def form_kwargs(self):
        return {"council": self.record}

    @cached_property
    def group(self):
        return find_groups([self.record], offices=self.request.user.officer_council_ids())[0]

    def context(self):
        may_propose = allows(self.request.user, "clusters.propose", self.record)
        return {**super().context(), "group": self.group, "council": self.record, "may_propose": may_propose}

    def done(self, form):
        actions.declare_neighbour(council=self.record, other=form.cleaned_data["other"], by=self.request.user)
        messages.success(self.request, _("Declared"))
        return redirect("clusters:near", self.record.slug)


class TakeBack(PortalView):
    """A button: the two are no neighbours."""

    policy = "clusters.find_for"
    lookup = {"slug": "slug"}

    def scope(self):
        return Council.objects.visible_to(self.request.user).local().with_parents()

    def post(self, request, *args, **kwargs):
        other = Council.objects.visible_to(request.user).filter(slug=kwargs["other"]).first()
        if other is None:
            raise Http404
        actions.take_back_neighbour(council=self.record, other=other, by=request.user)
        messages.success(request, _("Taken back"))
        return redirect("clusters:near", self.record.slug)


class FindAll(PortalView):
    """A button of an officer: the groups of a whole area, in the worker."""

    policy = "clusters.find_for"
    lookup = {"slug": "slug"}

    def scope(self):
        return Council.objects.visible_to(self.request.user).principal()

    def post(self, request, *args, **kwargs):
        title = _("Groups that could join forces: %(council)s") % {"council": self.record.label}
        job = start_job(kind="clusters.find", title=title, subject=self.record, council=self.record, by=request.user)
        return redirect(job)
