"""The register and one entry of it."""

from django.utils import timezone
from django.utils.functional import cached_property

from accounts.views.saved import SavesViews
from charters.models import Agreement
from core.models import AuditEvent
from core.policies import allows
from core.views import ListPage, Page
from councils.models import Council
from councils.proportion import Tier
from partnerships import exports
from partnerships.filters import SHOWS, RegisterForm
from partnerships.models import Assessment, Partnership, Status
from partnerships.papers import held_here
from partnerships.sums import money_table
from partnerships.terms import span_of
from partnerships.workflow import PARTNERSHIP, missing_to_go_live
from partnerships.writing import completeness

NEWEST = 20
MOST_IDEAS = 5  # shown above the register; the others behind a link


class Register(SavesViews, ListPage):
    """All partnerships the person may see, narrowed by what they look for."""

    policy = "partnerships.read"
    template_name = "partnerships/list.html"
    export = exports.REGISTER_FILE

    @cached_property
    def filter(self):
        return RegisterForm(self.request.GET)

    def rows(self):
        person = self.request.user
        entries = Partnership.objects.visible_to(person).whole().by_title()
        return self.filter.found(entries, person)

    def context(self):
        person = self.request.user
        may_start = person.is_authenticated and allows(person, "partnerships.start")
        ideas = list(Assessment.objects.visible_to(person).undecided().whole()) if may_start else []
        cap = len(ideas) if self.request.GET.get("ideas") == "all" else MOST_IDEAS
        show = self.request.GET.get("show", "")
        return {
            "form": self.filter,
            "shows": SHOWS if person.is_authenticated else [],
            "show": show if show in dict(SHOWS) else "",
            "may_start": may_start,
            "ideas": ideas[:cap],
            "more_ideas": len(ideas[cap:]),
            "principals": Council.objects.filter(pk__in=person.officer_council_ids()) if may_start else (),
            "today": timezone.localdate(),
            "narrowed": bool(self.request.GET),
            "tiers": dict(Tier.choices),
        }


class EntryPage(Page, abstract=True):
    """A page about one entry."""

    policy = "partnerships.keep"
    lookup = {"reference": "reference"}

    def scope(self):
        return Partnership.objects.visible_to(self.request.user).whole()

    def hub(self):
        return self.record.get_absolute_url()


def shown(entry, *, inside, keeps):
    """What the part of the page needs that everyone may read of a published entry."""
    span = span_of(entry)
    term = span.current(timezone.localdate()) if span.terms else None
    facts = {"entry": entry, "span": span, "term": term, "tiers": dict(Tier.choices)}
    return {**facts, "inside": inside, "keeps": keeps}


def as_the_public_reads(entry):
    """The same for somebody who asks what publishing would show."""
    return shown(entry, inside=False, keeps=False)


class Entry(EntryPage):
    """One partnership: who, what, how much, from when to when, what is missing, what happened."""

    policy = "partnerships.read"
    template_name = "partnerships/detail.html"
    shown_after_sign_in = True

    def scope(self):
        return super().scope().with_agreement()

    def context(self):
        entry, person, today = self.record, self.request.user, timezone.localdate()
        inside = allows(person, "partnerships.see_inside", entry)
        keeps = allows(person, "partnerships.keep", entry)
        agreement = entry.agreement
        reads = agreement and Agreement.objects.visible_to(person).filter(pk=agreement.pk).exists()
        return {
            **shown(entry, inside=inside, keeps=keeps),
            "today": today,
            "steps": PARTNERSHIP.open_to(person, entry) if keeps else [],
            "missing": missing_to_go_live(entry) if keeps and entry.status == Status.PROPOSED else [],
            "version": (agreement.in_force or agreement.numbered[0]) if agreement and reads else None,
            "written": completeness(agreement, entry.tier) if agreement and keeps else None,
            "risks": list(entry.risks.filter(status="open").worst_first()) if inside else [],
            "money": money_table(entry) if inside else None,
            "papers": entry.documents.all() if inside else [],
            "held_here": held_here(agreement),
            "spells": entry.lead_spells.select_related("membership__user") if inside else [],
            "assessment": Assessment.objects.visible_to(person).filter(partnership=entry).first() if inside else None,
            "events": AuditEvent.objects.about(entry).readable_by(person)[:NEWEST] if inside else [],
        }
