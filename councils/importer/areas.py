"""Areas: recognised by code, by old code, or by name where the code changed.

The lists have 11,000 rows, so areas are plain records here, compared in memory and written by COPY.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from core.copying import insert_rows, new_ids, update_rows
from councils.importer.locals import LocalCouncils
from councils.models import Council, ParishArea, ParishAreaCode, Succession
from councils.models.area import NO_COUNCIL, AreaKind, ParentMethod
from councils.search import normalise
from councils.sources import SourceError

NOT_FOUND = {ParentMethod.AMBIGUOUS, ParentMethod.UNRESOLVED}
COPIED = ("name", "name_cy", "kind", "parent", "county", "parent_method", "former_area", "reason_without_council")
WRITTEN = ("id", "code", *(f"{name}_id" if name in ("parent", "county") else name for name in COPIED), "gone_on")


@dataclass(slots=True, eq=False)
class Area:
    """An area as it is known, or as it is going to be."""

    pk: int
    code: str
    name: str
    name_cy: str
    kind: str
    parent: Council | None
    county: Council | None
    parent_method: str
    former_area: str
    reason_without_council: str
    gone_on: date | None = None
    before: dict | None = None  # its name and principal before this import

    @property
    def needs_council(self):
        return self.kind not in NO_COUNCIL

    def as_row(self):
        """In the order of WRITTEN."""
        return (
            self.pk,
            self.code,
            self.name,
            self.name_cy,
            self.kind,
            self.parent and self.parent.pk,
            self.county and self.county.pk,
            self.parent_method,
            self.former_area,
            self.reason_without_council,
            self.gone_on,
        )


class AreaImport:
    """One run over the list of areas."""

    def __init__(self, rows, file, report, principals, slugs, today: date):
        self.rows, self.file, self.report, self.today = rows, file, report, today
        self.principals = principals
        self.by_pk = {council.pk: council for council in principals.values()}
        self.heirs = Succession.objects.living_heirs(self.by_pk)
        self.locals = LocalCouncils(slugs)
        self.areas = {area.code: area for area in self._known_areas()}
        self.new_codes = []
        self.reasons = {kind: str(NO_COUNCIL.get(kind, "")) for kind in AreaKind}

    def run(self, track):
        self._check()
        matches = self._match()
        new, changed = [], []
        for row in track(self.rows):
            area = matches.get(row.code)
            wanted = self._wanted(row, area)
            if area is None:
                new.append(Area(0, row.code, *wanted))
            elif self._update(area, row, wanted):
                changed.append(area)
        gone = self._mark_gone(matches)
        self._create(new)
        if changed or gone:
            update_rows(ParishArea, WRITTEN, (area.as_row() for area in [*changed, *gone]))
        self._write_codes()
        self.locals.follow(changed)

    def refuse(self, row, reason):
        raise SourceError(self.file, reason, row.row)

    def _check(self):
        methods = {"", *ParentMethod.values}
        for row in self.rows:
            for code in (row.parent_code, row.county_code):
                if code and code not in self.principals:
                    self.refuse(row, _("the principal council %s of %s is not known") % (code, row.name))
            if row.parent_method not in methods:
                self.refuse(row, _("“%s” is no known way of finding the principal council") % row.parent_method)

    def _known_areas(self):
        rows = list(ParishArea.objects.values_list(*WRITTEN))
        strangers = {pk for row in rows for pk in (row[5], row[6]) if pk is not None} - self.by_pk.keys()
        if strangers:
            self.by_pk |= Council.objects.in_bulk(strangers)
        find = self.by_pk.get
        for pk, code, name, name_cy, kind, parent, county, *others in rows:
            yield Area(pk, code, name, name_cy, kind, find(parent), find(county), *others)

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
        if not left:
            return {}
        claims = defaultdict(list)
        for row in rows:
            fitting = [area for area in left[normalise(row.name)] if self._same_place(area, row)]
            if len(fitting) == 1:
                claims[fitting[0]].append(row)
        return {claim[0].code: area for area, claim in claims.items() if len(claim) == 1}

    def _same_place(self, area, row):
        parent = self._parent(row, area)
        if area.parent is None or parent is None:
            return area.parent is None and parent is None
        return parent.pk == area.parent.pk or parent.pk in self.heirs[area.parent.pk]

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
        """What the area should look like after the import, in the order of COPIED."""
        parent = self._parent(row, area)
        kind = _kind(row)
        return (
            row.name,
            row.name_cy,
            kind,
            parent,
            self._county(row, parent),
            self._method(row, area, parent),
            self._former_area(row, parent, area),
            self.reasons[kind],
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
        if said is not None and said.pk != parent.pk:
            return said.short_name
        if row.parent_2019_code and row.parent_2019_code != parent.code and row.parent_2019_name != parent.short_name:
            return row.parent_2019_name
        return area.former_area if area is not None and not row.parent_2019_code and area.parent == parent else ""

    # writing it down

    def _create(self, areas):
        if not areas:
            return
        for area, pk in zip(areas, new_ids(ParishArea, len(areas)), strict=True):
            area.pk = pk
        insert_rows(ParishArea, WRITTEN, (area.as_row() for area in areas))
        self.new_codes.extend((area.pk, area.code, None) for area in areas)
        self.report.new_areas.extend(f"{area.name} ({area.code})" for area in areas)
        self.locals.create([area for area in areas if area.needs_council])

    def _write_codes(self):
        if self.new_codes:
            ids = new_ids(ParishAreaCode, len(self.new_codes))
            rows = ((pk, *code, self.file) for pk, code in zip(ids, self.new_codes, strict=True))
            insert_rows(ParishAreaCode, ("id", "area_id", "code", "valid_from", "source"), rows)

    def _update(self, area, row, wanted):
        """Bring one known area up to date; True if anything differs."""
        new = {key: value for key, value in zip(COPIED, wanted, strict=True) if getattr(area, key) != value}
        if area.gone_on is not None:
            new["gone_on"] = None
        if row.code != area.code and row.code not in self._codes_of(area):
            self._recode(area, row.code)
            new["code"] = row.code
        if not new:
            return False
        area.before = {"name": area.name, "parent": area.parent}
        for key, value in new.items():
            setattr(area, key, value)
        self._tell(area, new)
        return True

    def _codes_of(self, area):
        return set(ParishAreaCode.objects.filter(area=area.pk).values_list("code", flat=True))

    def _recode(self, area, code):
        self.report.recoded.append(f"{area.name}: {area.code} → {code}")
        self.new_codes.append((area.pk, code, self.today))

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
