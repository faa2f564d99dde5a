"""Named officers of a principal council: the list, naming, one assignment, covering, confirming."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.csv import Export
from core.documents import fingerprint
from core.exceptions import Refused
from core.jobs.actions import start_job
from core.policies import allows
from core.roles import OFFICER_ROLES
from core.views import FormPage, ListPage, Page, PortalView
from councils.models import Council
from liaison import actions
from liaison.allocation import lines_of, loads_of
from liaison.board import STATES, TONES, Board, channels_of
from liaison.documents import paper_of
from liaison.filters import SHOWS, AllocationForm, BoardForm, OfficersForm
from liaison.forms.officers import AllocateForm, ConfirmForm, CoverForm, NameForm
from liaison.known import team_of
from liaison.models import POINT_ROLES, Assignment, Cover
from liaison.owed import handovers_of

NEWEST = 20
COLUMNS = ("council", "where", "role", "post", "is_primary", "starts_on", "ends_on", "confirmed_on")


def cells(row):
    """One assignment; people are named by their post."""
    council = row.council
    return (council.full_name if council else "", council.context if council else "", row.role, row.post,
            "yes" if row.is_primary else "no", row.starts_on, row.ends_on, row.confirmed_on)  # fmt: skip


BOARD_COLUMNS = ("council", "where", "state", "role", "post", "since", "stands_in_until", "deputies", "confirmed_on",
                 "last_on")  # fmt: skip


def board_cells(row):
    """One council of the board; people are named by their post."""
    found, council = row.assignment, row.council
    until = row.cover.ends_on if row.cover else None
    of_officer = (found.role, found.post, found.starts_on) if found else ("", "", None)
    return (council.full_name, council.context, row.state, *of_officer, until, len(row.deputies),
            found.confirmed_on if found else None, row.last_on)  # fmt: skip


class OfPrincipal(Page, abstract=True):
    """A page about the officers of one principal council."""

    lookup = {"slug": "slug"}

    def scope(self):
        return Council.objects.visible_to(self.request.user).principal()

    def list_url(self):
        return reverse("liaison:list", args=[self.record.slug])


class Officers(ListPage, OfPrincipal):
    """Who answers for which local council: posts for everyone, names for the councils concerned."""

    policy = "liaison.read"
    template_name = "liaison/list.html"
    per_page = 100
    export = Export("named-officers", COLUMNS, cells)

    @cached_property
    def inside(self):
        person = self.request.user
        return person.is_authenticated and allows(person, "liaison.see_names", self.record)

    def rows(self):
        self.form = OfficersForm(self.request.GET)
        found = Assignment.objects.filter(principal=self.record).whole()
        return self.form.found(found, inside=self.inside).by_council()

    def context(self):
        person, show = self.request.user, self.request.GET.get("show", "")
        keeps = person.is_authenticated and allows(person, "liaison.name_officers", self.record)
        away = Cover.objects.filter(away__council=self.record).current().with_people() if self.inside else ()
        return {
            "principal": self.record,
            "form": self.form,
            "inside": self.inside,
            "keeps": keeps,
            "confirms": person.is_authenticated and allows(person, "liaison.confirm", self.record),
            "shows": SHOWS if self.inside else [],
            "show": show if self.inside and show in dict(SHOWS) else "",
            "covers": {cover.away_id: cover for cover in away},
            "narrowed": bool(self.request.GET),
            "prints": self.inside and allows(person, "liaison.print_directory", self.record),
            "pin_up": self.own_councils() if self.inside else (),
        }

    def own_councils(self):
        """Local councils of the area for which the person acts."""
        here = Council.objects.visible_to(self.request.user).of_principal(self.record).local().current().for_list()
        return here.filter(pk__in=self.request.user.council_ids()).by_name()


class Directory(PortalView):
    """Whom to ask, as a PDF that the worker writes; what has not changed since is not written again on the same day."""

    policy = "liaison.print_directory"
    lookup = {"slug": "slug"}

    def scope(self):
        person, found = self.request.user, Council.objects.visible_to(self.request.user).current()
        return found if person.is_staff else found.filter(pk__in=person.council_ids())

    def post(self, request, *args, **kwargs):
        council = self.record
        _template, document = paper_of(council, at=timezone.now())
        job = start_job(
            kind="liaison.directory",
            title=_("Whom to ask: %(council)s") % {"council": council.label},
            subject=council,
            council=council,
            key=f"{council.pk}:{request.user.pk}:{fingerprint(document)}",
            once=True,
            by=request.user,
        )
        return redirect(job)


class OfOwnPrincipal(OfPrincipal, abstract=True):
    """For people of the principal alone; for administrators."""

    def scope(self):
        person = self.request.user
        return super().scope() if person.is_staff else super().scope().filter(pk__in=person.council_ids())


class Coverage(ListPage, OfOwnPrincipal):
    """Which local councils have nobody to turn to today, whose officer is away or was not confirmed."""

    policy = "liaison.see_board"
    template_name = "liaison/coverage.html"
    per_page = 100
    export = Export("coverage", BOARD_COLUMNS, board_cells)

    def rows(self):
        self.form = BoardForm(self.request.GET)
        self.board = Board(self.record, state=self.form.chosen())
        return self.board.shown

    def context(self):
        board, counts = self.board, self.board.counts()
        titles, channels = channels_of(self.record)
        keeps = allows(self.request.user, "liaison.name_officers", self.record)
        return {
            "principal": self.record,
            "form": self.form,
            "board": board,
            "parts": [{"text": STATES[key], "value": counts[key], "tone": TONES[key]} for key in STATES],
            "channel_titles": titles,
            "channels": channels,
            "keeps": keeps,
            "owed": handovers_of([self.record.pk])[self.record.pk].owed if keeps else (),
        }


class Name(FormPage, OfPrincipal):
    """Name somebody for a council or the whole area."""

    policy = "liaison.name_officers"
    form_class = NameForm
    template_name = "liaison/form.html"
    title = gettext_lazy("Name an officer")

    def form_kwargs(self):
        suggest = f"{reverse('councils:suggest')}?of={self.record.slug}"
        asked = Council.objects.filter(slug=self.request.GET.get("council", "")[:140]).first()
        initial = {"council": asked.name} if asked else {}
        return {"principal": self.record, "suggest_url": suggest, "initial": initial}

    def context(self):
        return {**super().context(), "back_url": self.list_url(), "lead": self.record.full_name}

    def done(self, form):
        names = ("councils", "membership", "role", "is_primary", "post", "remit", "starts_on", "ends_on", "no_handover")
        said = {name: form.cleaned_data[name] for name in names}
        actions.name_officer(principal=self.record, by=self.request.user, **said)
        messages.success(self.request, _("Saved. The clerks concerned are told on the first day."))
        return redirect(self.list_url())


class Allocate(FormPage, OfOwnPrincipal):
    """Many councils at once: tick them, choose one officer and the first day."""

    policy = "liaison.name_officers"
    form_class = AllocateForm
    template_name = "liaison/allocate.html"
    title = gettext_lazy("Share out the local councils")

    @cached_property
    def lines(self):
        return lines_of(self.record)

    @cached_property
    def filter(self):
        is_county = self.record.type == Council.Type.COUNTY
        districts = list(Council.objects.current().filter(county=self.record).by_name()) if is_county else []
        return AllocationForm(self.request.GET, lines=self.lines, districts=districts)

    @cached_property
    def shown(self):
        return self.filter.found(self.lines, self._within)

    def _within(self, slug):
        return set(Council.objects.filter(parents__slug=slug).values_list("pk", flat=True))

    def form_kwargs(self):
        all_of_them = self.request.GET.get("tick") == "all"
        ticked = {line.council.slug for line in self.shown} if all_of_them else set()
        roles = [role for role, _people, _councils in team_of([self.record.pk])[self.record.pk] if role in POINT_ROLES]
        initial = {"role": roles[0]} if roles else {}
        return {"principal": self.record, "lines": self.shown, "ticked": ticked, "initial": initial}

    def context(self):
        return {
            **super().context(),
            "principal": self.record,
            "back_url": self.list_url(),
            "filter": self.filter,
            "shown": self.shown,
            "loads": loads_of(self.lines),
            "all_ticked": self.request.GET.get("tick") == "all",
        }

    def done(self, form):
        said = form.cleaned_data
        new = actions.name_officer(
            principal=self.record, councils=list(said["councils"]), membership=said["membership"], role=said["role"],
            post=said["post"], starts_on=said["starts_on"], no_handover=said["no_handover"], by=self.request.user,
        )  # fmt: skip
        words = ngettext("Saved for %(num)s council.", "Saved for %(num)s councils.", len(new)) % {"num": len(new)}
        messages.success(self.request, words)
        return redirect("liaison:allocate", self.record.slug)


class Confirm(FormPage, OfOwnPrincipal):
    """Say of what is recorded that it is still right."""

    policy = "liaison.confirm"
    form_class = ConfirmForm
    template_name = "liaison/confirm.html"
    title = gettext_lazy("Is it still right?")

    @cached_property
    def assignments(self):
        person = self.request.user
        found = Assignment.objects.visible_to(person).of_principal(self.record).current().whole().by_council()
        if self.request.GET.get("show") == "all" and person.holds(OFFICER_ROLES, self.record):
            return found
        return found.filter(membership__user=person)

    def form_kwargs(self):
        return {"assignments": self.assignments}

    def context(self):
        officer = self.request.user.holds(OFFICER_ROLES, self.record)
        whole = officer and self.request.GET.get("show") != "all"
        facts = {"principal": self.record, "back_url": self.list_url(), "offers_all": whole}
        return {**super().context(), **facts, "some": self.assignments.exists()}

    def done(self, form):
        chosen = list(form.cleaned_data["assignments"])
        actions.confirm_assignments(principal=self.record, assignments=chosen, by=self.request.user)
        messages.success(self.request, _("Thank you. Clerks see that the list is up to date."))
        return redirect(self.list_url())


class Covers(FormPage, OfPrincipal):
    """Who is away and who stands in."""

    policy = "liaison.name_officers"
    form_class = CoverForm
    template_name = "liaison/covers.html"
    title = gettext_lazy("Absence cover")

    def form_kwargs(self):
        return {"principal": self.record}

    def context(self):
        covers = Cover.objects.visible_to(self.request.user).of_principal(self.record).not_over().with_people()
        return {**super().context(), "principal": self.record, "covers": covers, "back_url": self.list_url(),
                "refusal": ""}  # fmt: skip

    def post(self, request, *args, **kwargs):
        if "end" not in request.POST:
            return super().post(request, *args, **kwargs)
        covers = Cover.objects.visible_to(request.user).of_principal(self.record).not_over().with_people()
        cover = next((each for each in covers if str(each.public_id) == request.POST["end"]), None)
        if cover is None:
            return redirect(request.path)
        try:
            actions.end_cover(cover=cover, by=request.user)
        except Refused as refusal:
            return self.page(form=self.form(), refusal=refusal.message)
        return redirect(request.path)

    def done(self, form):
        actions.set_cover(principal=self.record, by=self.request.user, **form.cleaned_data)
        messages.success(self.request, _("Saved. On these days the colleague stands in everywhere by itself."))
        return redirect(self.request.path)
