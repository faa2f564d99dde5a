"""Principal councils: created, kept up to date, and linked to what replaced them."""

from django.utils.translation import gettext as _

from core.copying import update_records
from councils.models import Council, Profile, Succession
from councils.models.council import CouncilStatus, CouncilType, Nation, Tier
from councils.slugs import free_slug
from councils.sources import SourceError

TYPES = {
    "non-metropolitan district": CouncilType.DISTRICT,
    "unitary authority": CouncilType.UNITARY,
    "metropolitan district": CouncilType.METROPOLITAN,
    "london borough": CouncilType.LONDON_BOROUGH,
    "county": CouncilType.COUNTY,
    "welsh unitary authority": CouncilType.WELSH_UNITARY,
    "city corporation": CouncilType.CITY_CORPORATION,
}
COPIED = ("short_name", "region", "letter_code", "started_on", "type", "nation")
WRITTEN = (*COPIED, "name", "former_names", "status", "ended_on", "county_id", "search_name", "search_context")


class PrincipalImport:
    """One run over the list of principal councils; `councils` maps each code to its council afterwards."""

    def __init__(self, rows, file, report, slugs):
        self.rows, self.file, self.report, self.slugs = rows, file, report, slugs
        self.councils = {council.code: council for council in Council.objects.principal()}
        self.letters = {row.letters: row.code for row in rows if row.letters}

    def run(self):
        self._check()
        new = [row for row in self.rows if row.code not in self.councils]
        changed = [council for row in self.rows if (council := self._update(row))]
        self._create(new)
        changed += self._link_counties()
        if changed:
            update_records(Council, WRITTEN, dict.fromkeys(changed))
        self._link_successions()
        self._notice_missing()
        return self.councils

    def refuse(self, row, reason):
        raise SourceError(self.file, reason, row.row)

    def _check(self):
        """Everything a row says must make sense before anything is written."""
        codes = {row.code for row in self.rows} | self.councils.keys()
        for row in self.rows:
            if row.type.lower() not in TYPES:
                self.refuse(row, _("“%s” is no type of principal council") % row.type)
            if row.nation not in Nation.values:
                self.refuse(row, _("“%s” is neither England nor Wales") % row.nation)
            if row.county_code and row.county_code not in codes:
                self.refuse(row, _("the county %s is not in the list") % row.county_code)
            if row.replaced_by and not row.ended_on:
                self.refuse(row, _("the council was replaced but has no end date"))
            for code in row.replaced_by:
                if self._code(code) not in codes:
                    self.refuse(row, _("the successor “%s” is not in the list") % code)

    def _code(self, code):
        """Successors are given by ONS code or, for two counties, by the letters of the list's own code."""
        return self.letters.get(code, code)

    def _values(self, row):
        return {
            "type": TYPES[row.type.lower()],
            "short_name": row.short_name,
            "nation": row.nation,
            "region": row.region,
            "letter_code": row.letters,
            "started_on": row.started_on,
        }

    def _create(self, rows):
        made = [self._new_council(row) for row in rows]
        for council in Council.objects.bulk_create(made, batch_size=500):
            self.councils[council.code] = council
            self.report.new_principals.append(council.name)
        people = {row.code: row.population for row in rows if row.population is not None}
        Profile.objects.bulk_create(
            Profile(council=self.councils[code], population=count) for code, count in people.items()
        )

    def _new_council(self, row):
        council = Council(tier=Tier.PRINCIPAL, code=row.code, name=row.name, **self._values(row))
        council.slug = free_slug(row.name, self.slugs)
        council.ended_on = row.ended_on
        council.status = CouncilStatus.DISSOLVED if row.ended_on else CouncilStatus.LISTED
        council.index()
        return council

    def _update(self, row):
        """The council if the list says something new of it. A name its officers confirmed stays."""
        council = self.councils.get(row.code)
        if council is None:
            return None
        before = council.name
        new = {key: value for key, value in self._values(row).items() if getattr(council, key) != value}
        if row.ended_on and row.ended_on != council.ended_on:
            new |= {"ended_on": row.ended_on, "status": CouncilStatus.DISSOLVED}
        if row.name != council.name and council.status != CouncilStatus.CONFIRMED:
            new |= {"name": row.name, "former_names": [*council.former_names, council.name]}
        for key, value in new.items():
            setattr(council, key, value)
        if not new:
            return None
        council.index()
        self.report.changed_principals.append(f"{before}: {', '.join(sorted(new))}")
        return council

    def _link_counties(self):
        changed = []
        for row in self.rows:
            council = self.councils[row.code]
            county = self.councils.get(row.county_code)
            if council.county_id != (county.pk if county else None):
                council.county = county
                changed.append(council)
        return changed

    def _link_successions(self):
        known = set(Succession.objects.values_list("predecessor", "successor"))
        pairs = [
            (self.councils[row.code], self.councils[self._code(code)], row.ended_on)
            for row in self.rows
            for code in row.replaced_by
        ]
        new = [pair for pair in pairs if (pair[0].pk, pair[1].pk) not in known]
        Succession.objects.bulk_create(
            Succession(predecessor=old, successor=heir, on=on, kind=_kind(old, heir, pairs)) for old, heir, on in new
        )
        Succession.objects.forget_taken_over()
        self.report.successions.extend(f"{old.name} → {heir.name} ({on})" for old, heir, on in new)

    def _notice_missing(self):
        listed = {row.code for row in self.rows}
        missing = [council.name for code, council in self.councils.items() if code and code not in listed]
        self.report.notices.extend(_("%s is no longer in the list") % name for name in sorted(missing))


def _kind(old, heir, pairs):
    """A merger has several predecessors, a split several successors; a county that was cut up is a split."""
    if sum(pair[0] == old for pair in pairs) > 1:
        return Succession.Kind.SPLIT
    if sum(pair[1] == heir for pair in pairs) > 1:
        return Succession.Kind.MERGER
    return Succession.Kind.REPLACED
