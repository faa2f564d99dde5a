"""The directory, its download, and the picker other pages send people to."""

from django.http import JsonResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from core.csv import LICENCE, csv_response
from core.views import ListPage, PortalView
from councils.filters import DirectoryForm
from councils.models import Council, CouncilStatus, CouncilType, Tier

CSV_COLUMNS = (
    "slug",
    "name",
    "name_cy",
    "full_name",
    "tier",
    "type",
    "status",
    "nation",
    "region",
    "area_codes",
    "code",
    "principal_councils",
    "role_mailbox",
    "website",
    "started_on",
    "ended_on",
)


class Directory:
    """Shared by the page and the download: the same form, the same rows."""

    policy = "core.public"

    def councils(self):
        suggest = f"{reverse('councils:suggest')}?tier=principal"
        self.filters = DirectoryForm(self.request.GET, suggest_url=suggest)
        return self.filters.councils(Council.objects.visible_to(self.request.user))


class CouncilList(Directory, ListPage):
    """Every council of England and Wales, searched and filtered."""

    template_name = "councils/list.html"
    export = "councils:list-csv"

    def rows(self):
        return self.councils().for_list()

    def context(self):
        return {
            "form": self.filters,
            "query": self.request.GET.urlencode(),
            "types": dict(CouncilType.choices),  # once a page: get_type_display() costs 0.2 ms a row
            "statuses": dict(CouncilStatus.choices),
        }


class CouncilListCsv(Directory, PortalView):
    """The councils of the list as a spreadsheet."""

    def get(self, request):
        rows = map(_csv_row, self.councils().for_list().with_codes_and_parents())
        return csv_response("councils.csv", CSV_COLUMNS, rows, licence=LICENCE)


def _csv_row(council):
    return (
        council.slug,
        council.name,
        council.name_cy,
        council.full_name,
        council.tier,
        council.type,
        council.status,
        council.nation,
        council.region,
        " ".join(council.area_codes),
        council.code,
        "; ".join(council.parent_names),
        council.role_mailbox,
        council.website,
        council.started_on,
        council.ended_on,
    )


class Suggest(PortalView):
    """Suggestions while a name is typed: a short list of councils of today."""

    policy = "core.public"
    MOST = 10

    def get(self, request):
        councils = Council.objects.visible_to(request.user)
        if beside := request.GET.get("beside"):
            council = councils.filter(slug=beside).first()
            councils = councils.groupable_with(council) if council else councils.none()
        if principal := request.GET.get("of"):
            here = Council.objects.filter(slug=principal).first()
            councils = councils.local().of_principal(here) if here else councils.none()
        found = councils.pickable(request.GET.get("q", "")[:200], tier=_tier(request), most=self.MOST)
        rows = [{"id": c.slug, "label": c.full_name, "context": c.context} for c in found]
        return JsonResponse(rows, safe=False)


class Pick(ListPage):
    """Choosing a council without JavaScript: search, then follow the link back to `next`."""

    policy = "core.public"
    template_name = "councils/pick.html"
    not_exported = "a few councils to choose one from; the directory has them all"
    MOST = 50

    def rows(self):
        councils = Council.objects.visible_to(self.request.user)
        return councils.pickable(self.text, tier=_tier(self.request), most=self.MOST)

    @property
    def text(self):
        return self.request.GET.get("q", "").strip()[:200]

    @property
    def name(self):
        """Under which name the chosen council is added to the address."""
        return self.request.GET.get("name", "council")

    def context(self):
        return {
            "text": self.text,
            "next": self._next(),
            "tier": _tier(self.request),
            "name": self.name,
        }

    def _next(self):
        """Where to go with the council chosen: a page of ours, else the council's own page."""
        wanted = self.request.GET.get("next", "")
        return wanted if url_has_allowed_host_and_scheme(wanted, {self.request.get_host()}) else ""

    def link(self, council):
        """The page that asked, with the council added to its address."""
        if not self._next():
            return council.get_absolute_url()
        mark = "&" if "?" in self._next() else "?"
        return f"{self._next()}{mark}{urlencode({self.name: council.slug})}"


def _tier(request):
    tier = request.GET.get("tier", "")
    return tier if tier in Tier.values else ""
