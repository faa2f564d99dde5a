"""Clusters: the list, one cluster with its councils, and keeping both."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from charters.reading import agreement_shown
from clusters import actions
from clusters.forms.groups import AnswerForm, AskForm, ClusterForm, EndForm, PartForm, ProposeForm
from clusters.models import Cluster, Member
from clusters.policies import clerk_council_ids, officer_council_ids
from core.csv import Export
from core.editing import EditPage
from core.models import AuditEvent
from core.policies import allows
from core.views import FormPage, ListPage, Page, PortalView
from councils.models import Council

NEWEST = 20
COLUMNS = ("reference", "principal", "title", "state", "kind", "shares", "councils", "started_on", "review_on")


def cluster_cells(cluster):
    """One cluster, read whole."""
    state = "ended" if cluster.is_ended else "started" if cluster.is_started else "forming"
    started = cluster.started_at.date() if cluster.started_at else None
    return (cluster.reference, cluster.principal.full_name, cluster.title, state, cluster.kind,
            ";".join(cluster.shares), cluster.many_members, started, cluster.review_on)  # fmt: skip


def member_cells(member):
    """One council of a cluster, without the minute."""
    state = "left" if member.has_left else "in" if member.is_in else "asks" if member.asks else "asked"
    return (member.cluster.reference, member.council.full_name, member.role, member.leads, state, member.consented_on)


class Clusters(ListPage):
    """Every cluster that the reader may see."""

    policy = "clusters.read"
    template_name = "clusters/list.html"
    export = Export("clusters", COLUMNS, cluster_cells)

    def rows(self):
        return Cluster.objects.visible_to(self.request.user).whole().by_title()

    def context(self):
        person = self.request.user
        known = person.is_authenticated
        mine = clerk_council_ids(person) if known else set()
        offices = officer_council_ids(person) if known else set()
        councils = [m.council for m in person.current_memberships] if mine | offices else []
        return {
            "may_propose": bool(mine | offices),
            "own": {council for council in councils if council.pk in mine},
            "offices": {council for council in councils if council.pk in offices},
        }


class ClusterPage(Page, abstract=True):
    """A page about one cluster."""

    policy = "clusters.keep"
    lookup = {"reference": "reference"}

    def scope(self):
        return Cluster.objects.visible_to(self.request.user).whole()

    def about(self):
        return {"back_url": self.record.get_absolute_url(), "lead": self.record.title}


class OneCluster(ListPage, ClusterPage):
    """What it is for, who leads what, which councils are in it; those concerned read more of it."""

    policy = "clusters.read"
    template_name = "clusters/cluster.html"
    shown_after_sign_in = True
    per_page = 100
    export = Export("cluster-councils", ("cluster", "council", "role", "leads", "state", "consented_on"), member_cells)

    def rows(self):
        found = Member.objects.filter(cluster=self.record).visible_to(self.request.user, self.record)
        return found.by_council().select_related("cluster", "council")

    def context(self):
        cluster, person = self.record, self.request.user
        known = person.is_authenticated
        inside = known and (person.is_staff or cluster.members.is_inside(person, cluster))
        return {
            "cluster": cluster,
            "inside": inside,
            "keeps": known and allows(person, "clusters.keep", cluster),
            "runs": known and allows(person, "clusters.run", cluster),
            "own": self.own_councils(),
            "schedules": cluster.schedules.visible_to(person).newest_first() if inside else [],
            "begins": inside and allows(person, "clusters.begin_schedule") and not cluster.is_ended,
            "checks": known
            and cluster.is_started
            and not cluster.is_ended
            and allows(person, "clusters.check", cluster),
            **agreement_shown(cluster.agreement, person),
            "events": AuditEvent.objects.about(cluster).readable_by(person)[:NEWEST],
        }

    def own_councils(self):
        """(council, its part or None) of those for which the reader may answer."""
        person = self.request.user
        mine = clerk_council_ids(person) if person.is_authenticated else ()
        if not mine or self.record.is_ended:
            return []
        parts = {row.council_id: row for row in Member.objects.filter(cluster=self.record, council__in=mine)}
        area = Council.objects.filter(pk__in=mine).of_principal(self.record.principal)
        return [(council, parts.get(council.pk)) for council in area.by_name()]


class Propose(FormPage):
    """By an officer for the area, by a clerk with the own council in the lead."""

    policy = "clusters.propose"
    form_class = ProposeForm
    template_name = "clusters/form.html"
    title = gettext_lazy("Propose a cluster of local councils")

    def form_kwargs(self):
        person = self.request.user
        mine, offices = clerk_council_ids(person), officer_council_ids(person)
        led = {pk for m in person.current_memberships if m.council_id in mine for pk in _parents(m.council)}
        leads = Council.objects.filter(pk__in=mine) | Council.objects.local().current().filter(parents__in=offices)
        principals = Council.objects.filter(pk__in=offices | led)
        return {"principals": principals.by_name(), "leads": leads.distinct().by_name()}

    def context(self):
        return {**super().context(), "back_url": reverse("clusters:list"), "lead": _("Clusters of local councils")}

    def done(self, form):
        facts = form.cleaned_data
        cluster = actions.propose_cluster(
            principal=facts["principal"], lead=facts["lead"], facts=facts, by=self.request.user
        )
        messages.success(self.request, _("Proposed. Ask the other councils now, and say who answers for it."))
        return redirect(cluster)


def _parents(council):
    return [parent.pk for parent in council.parent_list]


class ChangeCluster(EditPage, ClusterPage):
    """Put it right, and say who answers for it."""

    form_class = ClusterForm
    template_name = "clusters/form.html"
    title = gettext_lazy("Change the cluster")

    def form_kwargs(self):
        return {**super().form_kwargs(), "cluster": self.record}

    def stored(self):
        return actions.cluster_words(self.record)

    def context(self):
        return {**super().context(), **self.about()}

    def done(self, form):
        actions.change_cluster(cluster=self.record, facts=form.cleaned_data, seen=self.seen(form), by=self.request.user)
        messages.success(self.request, _("Saved"))
        return redirect(self.record)


class StartCluster(PortalView):
    """A button of the officer."""

    policy = "clusters.run"
    lookup = {"reference": "reference"}

    def scope(self):
        return Cluster.objects.visible_to(self.request.user).select_related("principal")

    def post(self, request, *args, **kwargs):
        actions.start_cluster(cluster=self.record, by=request.user)
        messages.success(request, _("Started. Everyone can read the page now."))
        return redirect(self.record)


class WorkingDocument(PortalView):
    """A button of the officer: begins it, or puts who pays what into its draft anew."""

    policy = "clusters.run"
    lookup = {"reference": "reference"}

    def scope(self):
        return Cluster.objects.visible_to(self.request.user).select_related("principal", "agreement")

    def post(self, request, *args, **kwargs):
        act = actions.put_schedule if self.record.agreement_id else actions.write_document
        cluster = act(cluster=self.record, by=request.user)
        messages.success(request, _("Written from what is known. Read it, change it, then send it to the councils."))
        return redirect("charters:draft", cluster.agreement.reference)


class EndCluster(FormPage, ClusterPage):
    """It stays to be read."""

    policy = "clusters.run"
    form_class = EndForm
    template_name = "clusters/form.html"
    title = gettext_lazy("End the cluster")

    def context(self):
        return {**super().context(), **self.about()}

    def done(self, form):
        actions.end_cluster(cluster=self.record, because=form.cleaned_data["because"], by=self.request.user)
        messages.success(self.request, _("Ended. Its councils are told."))
        return redirect(self.record)


class AskCouncil(FormPage, ClusterPage):
    """Another council is asked to take part."""

    form_class = AskForm
    template_name = "clusters/form.html"
    title = gettext_lazy("Ask another council")

    def form_kwargs(self):
        return {"cluster": self.record}

    def context(self):
        return {**super().context(), **self.about()}

    def done(self, form):
        council = form.cleaned_data["council"]
        actions.name_member(cluster=self.record, council=council, facts=form.cleaned_data, by=self.request.user)
        messages.success(self.request, _("Asked. It is in once it has consented."))
        return redirect(self.record)


class OfCouncil(EditPage, ClusterPage, abstract=True):
    """A form about one council."""

    template_name = "clusters/form.html"

    @cached_property
    def council(self):
        """The council of the address; 404 for one that is not concerned."""
        found = self.councils().filter(slug=self.kwargs["slug"]).first()
        if found is None:
            raise Http404
        return found

    @property
    def title(self):
        return _("%(council)s and this cluster") % {"council": self.council.full_name}

    def context(self):
        return {**super().context(), **self.about()}

    def facts(self, form):
        said = {"facts": form.cleaned_data, "by": self.request.user}
        return {"cluster": self.record, "council": self.council, **said}


class Part(OfCouncil):
    """What part a council takes; one that asks to join is taken in with it."""

    form_class = PartForm

    def councils(self):
        return Council.objects.filter(pk__in=self.record.members.present().values("council"))

    def stored(self):
        return actions.part_words(self.record, self.council)

    def done(self, form):
        actions.name_member(seen=self.seen(form), **self.facts(form))
        messages.success(self.request, _("Saved. To another role than it had, the council consents anew."))
        return redirect(self.record)


class AnswerForCouncil(OfCouncil):
    """A clerk says what the council decided."""

    policy = "clusters.speak"
    form_class = AnswerForm

    def councils(self):
        return Council.objects.filter(pk__in=clerk_council_ids(self.request.user))

    def stored(self):
        return actions.answer_of(self.record, self.council)

    def done(self, form):
        member = actions.answer_for_council(seen=self.seen(form), **self.facts(form))
        words = _("Saved. The cluster answers your wish to join.") if member.asks else _("Saved")
        messages.success(self.request, words)
        return redirect(self.record if member.cluster.is_started or not member.has_left else "clusters:list")
