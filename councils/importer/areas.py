"""Areas: recognised by code, by old code, or by name where the code changed."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from councils.importer.locals import LocalCouncils
from councils.models import Council, ParishArea, ParishAreaCode, Succession
from councils.models.area import NO_COUNCIL, AreaKind, ParentMethod
from councils.search import normalise
from councils.sources import SourceError

NOT_FOUND = {ParentMethod.AMBIGUOUS, ParentMethod.UNRESOLVED}
COPIED = (
    "name",
    "name_cy",
    "kind",
    "parent",
    "county",
    "parent_method",
    "former_area",
    "reason_without_council",
)


@dataclass(frozen=True)
class Wanted:
    """What an area should look like after the import."""

    name: str
    name_cy: str
    kind: str
    parent: Council | None
    county: Council | None
    parent_method: str
    former_area: str
    reason_without_council: str


class AreaImport:
    """One run over the list of areas."""

    def __init__(self, rows, file, report, principals, slugs, today: date):
        self.rows, self.file, self.report, self.today = rows, file, report, today
        self.principals = principals
        self.by_pk = {council.pk: council for council in principals.values()}
        self.heirs = Succession.objects.living_heirs(self.by_pk)
        self.locals = LocalCouncils(slugs)
        self.areas = {area.code: area for area in ParishArea.objects.select_related("parent", "county")}
        self.new_codes = []

    def run(self, track):
        self._check()
        matches = self._match()
        new, changed = [], []
        for row in track(self.rows):
            area = matches.get(row.code)
            wanted = self._wanted(row, area)
            if area is None:
                new.append(ParishArea(code=row.code, **vars(wanted)))
            elif self._update(area, row, wanted):
                changed.append(area)
        gone = self._mark_gone(matches)
        self._create(new)
        ParishArea.objects.bulk_update([*changed, *gone], ["code", *COPIED, "gone_on"], batch_size=500)
        ParishAreaCode.objects.bulk_create(self.new_codes, batch_size=2000)
        self.locals.follow(changed)

    def refuse(self, row, reason):
        raise SourceError(self.file, reason, row.row)

    def _check(self):
        for row in self.rows:
            for code in filter(None, (row.parent_code, row.county_code)):
                if code not in self.principals:
                    self.refuse(row, _("the principal council %s of %s is not known") % (code, row.name))
            if row.parent_method and row.parent_method not in ParentMethod.values:
                self.refuse(row, _("“%s” is no known way of finding the principal council") % row.parent_method)

    # which area is meant

    def _match(self):
        """{code of a row: the area it means}; rows without an entry are new areas."""
        matches = {row.code: self.areas[row.code] for row in self.rows if row.code in self.areas}
        taken = {area.pk for area in matches.values()}
        old_codes = dict(ParishAreaCode.objects.values_list("code", "area"))
        areas = {area.pk: area for area in self.areas.values()}
        for row in self.rows:
            pk = old_codes.get(row.code)
            if row.code not in matches and pk and pk not in taken:
                matches[row.code] = areas[pk]
                taken.add(pk)
        return matches | self._recoded([row for row in self.rows if row.code not in matches], taken)

    def _recoded(self, rows, taken):
        """Areas whose code has gone and whose name comes back, once, under the same principal or its heir."""
        left = defaultdict(list)
        for area in self.areas.values():
            if area.pk not in taken and area.gone_on is None:
                left[normalise(area.name)].append(area)
        claims = defaultdict(list)
        for row in rows:
            fitting = [area for area in left[normalise(row.name)] if self._same_place(area, row)]
            if len(fitting) == 1:
                claims[fitting[0]].append(row)
        return {claim[0].code: area for area, claim in claims.items() if len(claim) == 1}

    def _same_place(self, area, row):
        parent = self._parent(row, area)
        if area.parent_id is None or parent is None:
            return area.parent_id is None and parent is None
        return parent.pk == area.parent_id or parent.pk in self.heirs[area.parent_id]

    # what it should look like

    def _parent(self, row, area):
        """The living principal, for an abolished one its only heir; a silent list changes nothing."""
        said = self.principals.get(row.parent_code) if row.parent_code else None
        settled = area is not None and area.parent_method == ParentMethod.SETTLED
        if said is None:
            return area.parent if area is not None and (row.parent_code is None or settled) else None
        heirs = self.heirs.get(said.pk, {said.pk})
        return self.by_pk[next(iter(heirs))] if len(heirs) == 1 else None

    def _wanted(self, row, area):
        parent = self._parent(row, area)
        kind = _kind(row)
        return Wanted(
            name=row.name,
            name_cy=row.name_cy,
            kind=kind,
            parent=parent,
            county=self._county(row, parent),
            parent_method=self._method(row, area, parent),
            former_area=self._former_area(row, parent, area),
            reason_without_council=str(NO_COUNCIL.get(kind, "")),
        )

    def _county(self, row, parent):
        if parent is not None:
            return parent.county
        county = self.principals.get(row.county_code)
        return None if county is None or county.is_dissolved else county

    def _method(self, row, area, parent):
        if parent is None:
            return row.parent_method if row.parent_method in NOT_FOUND else ParentMethod.UNRESOLVED
        keeps = area is not None and not row.parent_code
        return area.parent_method if keeps else (row.parent_method or ParentMethod.ONS_LOOKUP)

    def _former_area(self, row, parent, area):
        """The abolished district people still say: "Selby"."""
        if parent is None:
            return ""
        said = self.principals.get(row.parent_code)
        if said is not None and said != parent:
            return said.short_name
        if row.parent_2019_code and row.parent_2019_code != parent.code and row.parent_2019_name != parent.short_name:
            return row.parent_2019_name
        return area.former_area if area is not None and not row.parent_2019_code and area.parent == parent else ""

    # writing it down

    def _create(self, areas):
        made = ParishArea.objects.bulk_create(areas, batch_size=2000)
        self.new_codes.extend(ParishAreaCode(area=area, code=area.code, source=self.file) for area in made)
        self.report.new_areas.extend(f"{area.name} ({area.code})" for area in made)
        self.locals.create([area for area in made if area.needs_council])

    def _update(self, area, row, wanted):
        """Bring one known area up to date; True if anything differs."""
        area.before = {"name": area.name, "parent": area.parent}
        new = {key: value for key, value in vars(wanted).items() if getattr(area, key) != value}
        if area.gone_on is not None:
            new["gone_on"] = None
        if row.code != area.code and row.code not in self._codes_of(area):
            self._recode(area, row.code)
            new["code"] = row.code
        for key, value in new.items():
            setattr(area, key, value)
        self._tell(area, new)
        return bool(new)

    def _codes_of(self, area):
        return set(area.codes.values_list("code", flat=True))

    def _recode(self, area, code):
        self.report.recoded.append(f"{area.name}: {area.code} → {code}")
        self.new_codes.append(ParishAreaCode(area=area, code=code, valid_from=self.today, source=self.file))

    def _tell(self, area, new):
        if "name" in new:
            self.report.renamed.append(f"{area.before['name']} → {area.name} ({area.code})")
        if "parent" in new:
            old, parent = area.before["parent"], area.parent
            names = [council.name if council else _("not known") for council in (old, parent)]
            self.report.moved.append(f"{area.name} ({area.code}): {names[0]} → {names[1]}")
        if "gone_on" in new:
            self.report.returned.append(f"{area.name} ({area.code})")
        if not new.keys() <= {"name", "parent", "gone_on", "code"} and not {"name", "parent"} & new.keys():
            self.report.other.append(f"{area.name} ({area.code}): {', '.join(sorted(new))}")

    def _mark_gone(self, matches):
        """Areas the list no longer has keep the day; what becomes of their council a person decides."""
        found = {area.pk for area in matches.values()}
        gone = [area for area in self.areas.values() if area.pk not in found and area.gone_on is None]
        for area in gone:
            area.gone_on = self.today
            self.report.gone.append(f"{area.name} ({area.code})")
        return gone


def _kind(row):
    if row.name.lower().startswith("lands common"):
        return AreaKind.LANDS_COMMON
    if row.code[1:3] == "43":
        return AreaKind.UNPARISHED
    return AreaKind.COMMUNITY if row.code.startswith("W") else AreaKind.PARISH
