"""Local councils made from areas: one listed council of unknown type each, until someone knows better."""

from collections import Counter

from django.db import connection

from councils.models import Council, ParishArea, place_context
from councils.models.council import CouncilStatus, Nation, Tier
from councils.slugs import free_slug

NATIONS = {"E": Nation.ENGLAND, "W": Nation.WALES}


class LocalCouncils:
    """Makes councils for new areas and lets untouched ones follow their area."""

    def __init__(self, slugs):
        self.slugs = slugs
        self.names = Counter(Council.objects.local().values_list("name", "context"))

    def create(self, areas):
        """One council per area, linked to it and to its principals."""
        batch = Counter((area.name, _context(area)) for area in areas)
        made = [self._new(area, batch) for area in areas]
        councils = Council.objects.bulk_create(made, batch_size=2000)
        pairs = list(zip(areas, councils, strict=True))
        _link(ParishArea.councils.through, pairs)
        _link(Council.parents.through, [(council, parent) for area, council in pairs for parent in _parents(area)])

    def _new(self, area, batch):
        council = Council(tier=Tier.LOCAL, name=area.name, name_cy=area.name_cy, nation=NATIONS[area.code[0]])
        council.region = area.parent.region if area.parent else ""
        council.slug = free_slug(f"{area.name} {area.parent.short_name if area.parent else ''}", self.slugs)
        context = _context(area)
        twice = batch[area.name, context] > 1 or self.names[area.name, context] > 0
        council.context = _with_code(context, area.code) if twice or not context else context
        council.index()
        return council

    def follow(self, areas):
        """Councils of one area follow its name, place and principals; a name their people gave stays."""
        by_pk = {area.pk: area for area in areas}
        followers = Council.objects.filter(areas__in=by_pk, tier=Tier.LOCAL).prefetch_related("areas").distinct()
        councils, links = [], []
        for council in followers:
            served = list(council.areas.all())
            if len(served) == 1 and council.status != CouncilStatus.DISSOLVED:
                area = by_pk[served[0].pk]
                self._follow(council, area)
                councils.append(council)
                links.extend((council, parent) for parent in _parents(area))
        Council.parents.through.objects.filter(from_council__in=councils).delete()
        _link(Council.parents.through, links)
        fields = ["name", "name_cy", "former_names", "context", "region", "search_name", "search_context"]
        Council.objects.bulk_update(councils, fields, batch_size=500)

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
    """Join records in one statement: 28,000 links as model instances take seconds."""
    names = [through._meta.get_field(name).column for name in _ends(through)]
    table, first, second = (connection.ops.quote_name(name) for name in (through._meta.db_table, *names))
    sql = f"INSERT INTO {table} ({first}, {second}) SELECT * FROM unnest(%s::bigint[], %s::bigint[])"  # noqa: S608
    with connection.cursor() as cursor:
        ids = [[one.pk for one, _ in pairs], [other.pk for _, other in pairs]]
        cursor.execute(f"{sql} ON CONFLICT DO NOTHING", ids)


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
