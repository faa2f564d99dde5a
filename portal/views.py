"""Home, search, updates, activity and the page of a council: pages that join what every app offers."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from core.csv import LICENCE, Export, csv_response, moment
from core.registry import CREATE, HOME_PART, collect
from core.search import Wanted
from core.views import ListPage, Page
from councils.models import Council
from portal import actions, activity, finding, home, updates
from portal import council as council_page
from portal.filters import ActivityForm
from portal.forms import ReadForm

LATELY = 5  # lines of a council's timeline on its clerk's home


class Home(ListPage):
    """For a visitor what this is; for a person what needs them now, then their councils."""

    policy = "portal.home"
    per_page = 100
    export = Export("my-councils", ("slug", "council", "where"), lambda c: (c.slug, c.full_name, c.context))

    @property
    def template_name(self):
        return "portal/home.html" if self.request.user.is_authenticated else "portal/welcome.html"

    def text(self):
        return self.request.GET.get("q", "").strip()[:100]

    def rows(self):
        return self.table.councils() if self.table else []

    def context(self):
        person = self.request.user
        if not person.is_authenticated:
            return {}
        own, hidden = list(home.own_councils(person)), person.hidden_on_home
        return {
            "hides": bool(hidden),
            "text": self.text(),
            "table": self.table,
            "work": home.open_work(person),
            "own": [] if "own" in hidden else own,
            "events": [] if "lately" in hidden else self.lately(own),
            "start": [] if "start" in hidden else collect(CREATE, person),
            "parts": [] if "parts" in hidden else council_page.rendered(collect(HOME_PART, person)),
            "administer": home.administrators_work() if person.is_staff else None,
        }

    def lately(self, own):
        """The timeline of a clerk's only council; an officer's table says more."""
        if len(own) != 1 or self.table:
            return []
        return council_page.lately(self.request.user, own[0].council)[:LATELY]

    def download(self):
        """The officer's table: a council's own columns, then what each app says in the words of the page."""
        columns = self.table.columns if self.table else []
        heading = (*self.export.columns, *(column.key for column in columns))
        cells = ((c, (column.cell(c) for column in columns)) for c in self.rows())
        rows = ((*self.export.row(c), *(cell[0] if cell else "" for cell in found)) for c, found in cells)
        return csv_response("my-councils.csv", heading, rows, LICENCE)

    def get(self, request, *args, **kwargs):
        officer = request.user.is_authenticated and request.user.officer_council_ids()
        shown = officer and ("table" not in request.user.hidden_on_home or "format" in request.GET)
        self.table = home.OfficerTable(request.user, self.text()) if shown else None
        return super().get(request, *args, **kwargs)


class Search(ListPage):
    """One box over everything the person may see, the best first whatever it is, with a filter by kind."""

    policy = "portal.search"
    template_name = "portal/search.html"
    not_exported = "hits of every kind; the lists in which they stand can be taken along"
    per_page = finding.PER_PAGE

    def get(self, request, *args, **kwargs):
        self.wanted = Wanted.typed(request.GET.get("q", ""))
        address = finding.straight_to(request.user, self.wanted)
        return redirect(address) if address else super().get(request, *args, **kwargs)

    def rows(self):
        self.results = finding.Results(self.request.user, self.wanted, self._kind(), self._needed())
        return self.results

    def _kind(self):
        return self.request.GET.get("kind", "")[:40]

    def _needed(self):
        """How many hits the page wanted shows, counted from the first."""
        number = self.request.GET.get("page", "")
        number = int(number) if number.isdecimal() and len(number) < 4 else 1
        return self.per_page * max(1, min(number, finding.LAST_PAGE))

    def context(self):
        return {
            "text": self.wanted.text,
            "kind": self._kind(),
            "results": self.results,
            "too_short": bool(self.wanted.text) and not self.wanted.is_long_enough,
        }


EVENTS = ("at", "what", "by", "verb")


def event_cells(event):
    """An event as a row of a file."""
    return moment(event.at), event.sentence, event.actor, event.verb


class Activity(ListPage):
    """All that happened across the person's councils, filtered, a page at a time however much there is."""

    policy = "portal.activity"
    template_name = "portal/activity.html"
    export = Export("activity", EVENTS, event_cells, licence="")
    PER_PAGE = 50

    def rows(self):
        self.form = ActivityForm(self.request.GET, person=self.request.user)
        return self.form.events()

    def download(self):
        """Read while it is sent: an administrator's trail is longer than the memory."""
        return self.export.response(self.rows().iterator(chunk_size=2000))

    def page(self, **extra):
        """By key instead of by number: counting all events takes longer than reading a page of them."""
        return Page.page(self, **extra)

    def context(self):
        page, newer, older = self._page_of(self.rows())
        form = self.form
        return {
            "form": form,
            "days": activity.by_day(activity.lines(self.request.user, page)),
            "newer": newer,
            "older": older,
            "filtered": form.has_changed(),
        }

    def _page_of(self, events):
        """The events to show, and the keys for the links to newer and older ones, None where there are none."""
        after, before = self._key(events, "after"), self._key(events, "before")
        if after:
            found = list(events.after(after).order_by("at", "pk")[: self.PER_PAGE + 1])
            more, page = len(found) > self.PER_PAGE, found[: self.PER_PAGE][::-1]
            return page, page[0].pk if more else None, page[-1].pk if page else None
        found = list((events.before(before) if before else events)[: self.PER_PAGE + 1])
        page = found[: self.PER_PAGE]
        return page, page[0].pk if before and page else None, page[-1].pk if len(found) > self.PER_PAGE else None

    def _key(self, events, name):
        """The event at which the page before ended, if it is one that the person may see."""
        number = self.request.GET.get(name, "")
        return events.filter(pk=int(number)).first() if number.isdecimal() and len(number) < 19 else None


class Updates(ListPage):
    """What others did that concerns the person, grouped by day; POST marks it as read."""

    policy = "portal.updates"
    template_name = "portal/updates.html"
    export = Export("updates", EVENTS, event_cells, licence="")
    per_page = 30

    def rows(self):
        return updates.updates(self.request.user)

    def page(self, **extra):
        answer = super().page(**extra)
        shown = answer.context_data["rows"]
        lines = activity.lines(self.request.user, shown)
        answer.context_data |= {
            "days": activity.by_day(lines),
            "seen": updates.seen_up_to(self.request.user),
            "newest": max((line.pk for line in lines), default=0) if shown.number == 1 else 0,
        }
        return answer

    def post(self, request):
        form = ReadForm(request.POST)
        if form.is_valid():
            actions.mark_updates_read(up_to=form.cleaned_data["up_to"], by=request.user)
            messages.success(request, _("Everything is marked as read."))
        return redirect("portal:updates")


class CouncilPage(Page):
    """Who a council is, what it has agreed, and what happened lately."""

    policy = "portal.council"
    template_name = "portal/council.html"
    lookup = {"slug": "slug"}

    def scope(self):
        return Council.objects.visible_to(self.request.user).for_page()

    def context(self):
        person, council = self.request.user, self.record
        return {
            "council": council,
            "local_count": council_page.local_council_count(council) if council.is_principal else None,
            "successors": council_page.successors(council) if council.is_dissolved else [],
            "predecessors": council_page.predecessors(council),
            "links": list(council_page.links(person, council)),
            "cards": council_page.cards(person, council),
            "events": council_page.lately(person, council),
        }
