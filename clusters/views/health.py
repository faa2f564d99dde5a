"""How a cluster is: what each council says once a year, and its confirmation."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clusters import actions
from clusters.forms.health import ConfirmForm, HealthForm
from clusters.health import compared, reasons_to_confirm
from clusters.models import Cluster, HealthCheck
from clusters.policies import clerk_council_ids, officer_council_ids
from clusters.views.groups import ClusterPage
from core.editing import EditPage
from core.policies import allows
from core.views import FormPage
from councils.models import Council


class Health(ClusterPage):
    """The six statements, each council's answer beside the others', and where they differ."""

    policy = "clusters.check"
    template_name = "clusters/health.html"

    def context(self):
        cluster, person, year = self.record, self.request.user, timezone.localdate().year
        checks = list(HealthCheck.objects.visible_to(person, cluster, year).whole())
        mine = clerk_council_ids(person) | officer_council_ids(person)
        concerned = {cluster.principal_id, *cluster.members.taking_part().values_list("council", flat=True)}
        own = Council.objects.filter(pk__in=mine & concerned).by_name()
        before = HealthCheck.objects.visible_to(person, cluster, year - 1).whole()
        return {
            **self.about(), "cluster": cluster, "year": year, "own": own, "checks": checks,
            "said": {check.council_id for check in checks}, "rows": compared(checks),
            "many": len(concerned), "before": before, "rows_before": compared(before),
        }  # fmt: skip


class CheckHealth(EditPage, ClusterPage):
    """What one council says."""

    policy = "clusters.check"
    form_class = HealthForm
    template_name = "clusters/form.html"

    @cached_property
    def council(self):
        mine = clerk_council_ids(self.request.user) | officer_council_ids(self.request.user)
        found = Council.objects.filter(pk__in=mine, slug=self.kwargs["slug"]).first()
        if found is None:
            raise Http404
        return found

    @property
    def title(self):
        return _("How is the cluster, for %(council)s?") % {"council": self.council.full_name}

    def stored(self):
        return actions.check_of(self.record, self.council, timezone.localdate().year)

    def context(self):
        return {**super().context(), **self.about()}

    def done(self, form):
        actions.check_health(
            cluster=self.record, council=self.council, facts=form.cleaned_data, seen=self.seen(form),
            by=self.request.user,
        )  # fmt: skip
        messages.success(self.request, _("Saved. You read the other councils’ answers beside yours now."))
        return redirect("clusters:health", self.record.reference)


class Confirm(FormPage, ClusterPage):
    """It goes on: after its review, a change of a named lead, an election."""

    form_class = ConfirmForm
    template_name = "clusters/confirm.html"
    title = gettext_lazy("Confirm that the cluster goes on")

    def scope(self):
        return Cluster.objects.visible_to(self.request.user).whole().with_people()

    def context(self):
        found = super().context()
        keeps = allows(self.request.user, "clusters.run", self.record)
        return {**found, **self.about(), "cluster": self.record, "reasons": reasons_to_confirm(self.record),
                "runs": keeps, "change_url": reverse("clusters:change", args=[self.record.reference])}  # fmt: skip

    def done(self, form):
        actions.confirm_cluster(cluster=self.record, by=self.request.user, **form.cleaned_data)
        messages.success(self.request, _("Confirmed. It is looked at again on the day you named."))
        return redirect(self.record)
