"""Home, search and the page of a council: pages that join what every app offers."""

from itertools import groupby

from core.csv import LICENCE, Export, csv_response
from core.registry import CREATE, SEARCH, collect
from core.views import ListPage, Page
from councils.models import Council
from portal import council as council_page
from portal import home

SHORTEST_SEARCH = 2
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
        own = list(home.own_councils(person))
        return {
            "text": self.text(),
            "table": self.table,
            "work": home.open_work(person),
            "own": own,
            "events": self.lately(own),
            "start": collect(CREATE, person),
            "administer": home.administrators_work() if person.is_staff else None,
        }

    def lately(self, own):
        """The timeline of a clerk's only council; an officer's table says more."""
        if len(own) != 1 or self.table:
            return []
        return council_page.activity(self.request.user, own[0].council)[:LATELY]

    def download(self):
        """The officer's table: a council's own columns, then what each app says in the words of the page."""
        columns = self.table.columns if self.table else []
        heading = (*self.export.columns, *(column.heading for column in columns))
        cells = ((c, (column.cell(c) for column in columns)) for c in self.rows())
        rows = ((*self.export.row(c), *(cell[0] if cell else "" for cell in found)) for c, found in cells)
        return csv_response("my-councils.csv", heading, rows, LICENCE)

    def get(self, request, *args, **kwargs):
        officer = request.user.is_authenticated and request.user.officer_council_ids()
        self.table = home.OfficerTable(request.user, self.text()) if officer else None
        return super().get(request, *args, **kwargs)


class Search(Page):
    """One box over everything the person may see, grouped by what it is."""

    policy = "portal.search"
    template_name = "portal/search.html"

    def context(self):
        text = self.request.GET.get("q", "").strip()[:200]
        hits = collect(SEARCH, self.request.user, text) if len(text) >= SHORTEST_SEARCH else []
        by_kind = sorted(hits, key=lambda hit: hit.kind)  # stable: the best of each kind stay first
        groups = [(kind, list(group)) for kind, group in groupby(by_kind, key=lambda hit: hit.kind)]
        return {"text": text, "groups": groups, "count": len(hits), "too_short": 0 < len(text) < SHORTEST_SEARCH}


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
            "events": council_page.activity(person, council),
        }
