"""Reading the registers: list and map, and one asset or service."""

from django.utils.functional import cached_property
from django.utils.http import urlencode

from accounts.views.saved import SavesViews
from core.models import AuditEvent
from core.policies import allows
from core.views import ListPage, Page
from councils.models import Council
from transfers import exports
from transfers.filters import RegisterForm
from transfers.known import registers
from transfers.mapping import Point, draw
from transfers.models import Asset, Transfer

NEWEST = 30


class Assets(SavesViews, ListPage):
    """Everything on every register as it is narrowed; of one register also a map."""

    policy = "transfers.read"
    template_name = "transfers/list.html"
    export = exports.REGISTER

    @cached_property
    def registers(self):
        return registers()

    @cached_property
    def filter(self):
        return RegisterForm(self.request.GET, registers=self.registers)

    @cached_property
    def found(self):
        return self.filter.assets(Asset.objects.visible_to(self.request.user))

    def rows(self):
        return self.found.whole().offered_first()

    def context(self):
        person, narrowed = self.request.user, bool(self.request.GET)
        found, chosen = self.found, self.filter.cleaned_data
        is_of_one = bool(chosen.get("of") or self.filter.near_council or len(self.registers) == 1)
        points = [_point(row) for row in found.points()] if is_of_one else []
        keeps = person.is_authenticated and allows(person, "transfers.keep_register")
        return {
            "form": self.filter,
            "registers": self.registers,
            "narrowed": narrowed,
            "near": self.filter.near_council,
            "is_of_one": is_of_one,
            "drawing": draw(points, leave_far=not self.filter.box_asked),
            "turned": found.filter(is_turned=True).order_by("name", "pk")[:NEWEST] if is_of_one else (),
            "without": found.without_place().count() if is_of_one else 0,
            "box": chosen.get("box", "") if self.filter.box_asked else "",
            "own": self.own_councils(),
            "keeps": keeps,
        }

    def own_councils(self):
        """The reader's own local councils: what is open where they are."""
        person = self.request.user
        if not person.is_authenticated:
            return ()
        return Council.objects.local().current().filter(pk__in=person.council_ids()).by_name()


def _point(row):
    reference, name, latitude, longitude, offered_at = row
    return Point(reference, name, latitude, longitude, offered_at is not None)


class AssetPage(Page, abstract=True):
    """A page about one row."""

    policy = "transfers.keep"
    lookup = {"reference": "reference"}

    def scope(self):
        return Asset.objects.visible_to(self.request.user).whole()


class AssetDetail(AssetPage):
    """One asset or service: what is known of it, whether it is open for transfer, what happened."""

    policy = "transfers.read"
    template_name = "transfers/asset.html"
    shown_after_sign_in = True

    def context(self):
        asset, person = self.record, self.request.user
        keeps = person.is_authenticated and allows(person, "transfers.keep", asset)
        inside = person.is_authenticated and (person.is_staff or person.reads_for(asset.principal))
        return {
            "asset": asset,
            "keeps": keeps,
            "inside": inside,
            "lines": self.history(),
            "begins": person.is_authenticated and asset.is_listed and allows(person, "transfers.begin_from", asset),
            "moving": Transfer.objects.visible_to(person).filter(asset=asset).newest_first(),
            "register_query": urlencode({"of": asset.principal.slug}),
        }

    def history(self):
        """What people did and what files changed, newest first."""
        events = AuditEvent.objects.about(self.record).readable_by(self.request.user)[:NEWEST]
        told = [{"at": event.at, "text": event.sentence, "by": event.actor} for event in events]
        for change in self.record.changes.select_related("batch")[:NEWEST]:
            words = f"{change.get_what_display()}: {change.words}" if change.words else change.get_what_display()
            told.append({"at": change.batch.loaded_at, "text": words, "by": change.batch.filename})
        return sorted(told, key=lambda line: line["at"], reverse=True)
