"""Local councils made from areas: one listed council of unknown type each, until someone knows better."""

from collections import Counter

from core.copying import insert_rows, new_ids, update_records
from councils.models import Council, ParishArea, place_context
from councils.models.council import CouncilStatus, Nation, Tier
from councils.search import indexed
from councils.slugs import free_slug

NATIONS = {"E": Nation.ENGLAND.value, "W": Nation.WALES.value}
WRITTEN = ("id", "slug", "tier", "name", "name_cy", "nation", "region", "context", "search_name", "search_context")
FOLLOWED = ("name", "name_cy", "former_names", "context", "region", "search_name", "search_context")


class LocalCouncils:
    """Makes councils for new areas and lets untouched ones follow their area."""

    def __init__(self, slugs):
        self.slugs = slugs
        self.names = Counter(Council.objects.local().values_list("name", "context"))

    def create(self, areas):
        """One council per area, linked to it and to its principals."""
        if not areas:
            return
        batch = Counter((area.name, _context(area)) for area in areas)
        pairs = list(zip(new_ids(Council, len(areas)), areas, strict=True))
        insert_rows(Council, WRITTEN, (self._new(pk, area, batch) for pk, area in pairs))
        _link(ParishArea.councils.through, [(area.pk, pk) for pk, area in pairs])
        _link(Council.parents.through, [(pk, parent.pk) for pk, area in pairs for parent in _parents(area)])

    def _new(self, pk, area, batch):
        """The row of a new council, in the order of WRITTEN."""
        slug = free_slug(f"{area.name} {area.parent.short_name if area.parent else ''}", self.slugs)
        context = _context(area)
        if not context or batch[area.name, context] > 1 or self.names[area.name, context] > 0:
            context = _with_code(context, area.code)
        region = area.parent.region if area.parent else ""
        searchable = indexed([area.name, area.name_cy], context)
        return (
            pk,
            slug,
            Tier.LOCAL.value,
            area.name,
            area.name_cy,
            NATIONS[area.code[0]],
            region,
            context,
            *searchable,
        )

    def follow(self, areas):
        """Councils of one area follow its name, place and principals; a name their people gave stays."""
        if not areas:
            return
        by_pk = {area.pk: area for area in areas}
        followers = Council.objects.filter(areas__in=by_pk, tier=Tier.LOCAL).prefetch_related("areas").distinct()
        councils, links = [], []
        for council in followers:
            served = list(council.areas.all())
            if len(served) == 1 and council.status != CouncilStatus.DISSOLVED:
                area = by_pk[served[0].pk]
                self._follow(council, area)
                councils.append(council)
                links.extend((council.pk, parent.pk) for parent in _parents(area))
        if councils:
            Council.parents.through.objects.filter(from_council__in=councils).delete()
            _link(Council.parents.through, links)
            update_records(Council, FOLLOWED, councils)

    def _follow(self, council, area):
        old = area.before["name"]
        if council.name == old != area.name:
            council.name = area.name
        if old not in (area.name, *council.former_names):
            council.former_names = [*council.former_names, old]
        if council.status == CouncilStatus.LISTED:
            council.name_cy = area.name_cy
        context = _context(area)
        council.context = (
            _with_code(context, area.code) if not context or council.context.endswith(area.code) else context
        )
        council.region = area.parent.region if area.parent else council.region
        council.index()


def _link(through, pairs):
    """Join records, given by pairs of ids; they are not joined yet."""
    insert_rows(through, [f"{name}_id" for name in _ends(through)], dict.fromkeys(pairs))


def _ends(through):
    """The names of the two foreign keys of a many-to-many table, in its order."""
    return [field.name for field in through._meta.fields if field.many_to_one]


def _parents(area):
    return [council for council in (area.parent, area.county) if council is not None]


def _context(area):
    return place_context(area.parent, area.county, area.former_area)


def _with_code(context, code):
    """Nothing else tells them apart: two areas of one name in one district, or a place not known."""
    return ", ".join(filter(None, [context, code]))
