"""What a file would change in a register: new, changed, the same, gone, come back."""

import hashlib
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.exceptions import Refused
from core.formatting import date_short, list_and
from core.words import normalise
from councils.models import Council
from transfers.models import Asset

FEWEST = 0.9  # of what the file before had: a council sells a few buildings in a year, not one in ten
LABELS = {
    "name": gettext_lazy("name"), "street": gettext_lazy("street"), "town": gettext_lazy("town"),
    "postcode": gettext_lazy("postcode"), "uprn": gettext_lazy("UPRN"), "holding": gettext_lazy("land or buildings"),
    "tenure": gettext_lazy("tenure"), "use": gettext_lazy("use"), "use_note": gettext_lazy("note on its use"),
    "building_size": gettext_lazy("size of the building"), "land_area": gettext_lazy("area of the land"),
    "energy_rating": gettext_lazy("energy rating"), "latitude": gettext_lazy("latitude"),
    "longitude": gettext_lazy("longitude"), "is_turned": gettext_lazy("coordinates turned"),
    "said_for_on": gettext_lazy("day for which it is said"),
}  # fmt: skip
FIELDS = tuple(LABELS)


@dataclass
class Comparison:
    """A file beside the register of a principal council."""

    new: list = field(default_factory=list)  # Asset, not stored yet
    changed: list = field(default_factory=list)  # (Asset, words); the facts are those of the file
    returned: list = field(default_factory=list)  # (Asset, words)
    same: list = field(default_factory=list)
    gone: list = field(default_factory=list)  # (Asset, words)

    @property
    def rows(self):
        return len(self.new) + len(self.changed) + len(self.returned) + len(self.same)

    @property
    def changes(self):
        return self.rows - len(self.same) + len(self.gone)

    def lines(self):
        """(group, text) of everything that would change."""
        for asset in self.new:
            yield "new", named(asset)
        for asset, words in self.changed:
            yield "changed", f"{named(asset)}: {words}"
        for asset, words in self.returned:
            yield "returned", f"{named(asset)}: {words}" if words else named(asset)
        for asset, words in self.gone:
            yield "gone", f"{named(asset)}: {words}" if words else named(asset)


def named(asset):
    """How a report names a row: by its name, its town and its code."""
    return f"{', '.join(filter(None, (asset.name, asset.town)))} ({asset.code})"


def compare(rows, principal):
    """{code: facts} beside what is stored; the assets returned carry the facts of the file, nothing is saved."""
    known = {asset.code: asset for asset in Asset.objects.of_principal(principal).whole()}
    places = _local_councils(principal)
    found = Comparison()
    for code, facts in rows.items():
        asset = known.get(code)
        if asset is None:
            town = places.get(normalise(facts["town"]))
            found.new.append(Asset(principal=principal, code=code, local_council=town, **facts))
            continue
        words = _take(asset, facts)
        if not asset.is_listed:
            found.returned.append((asset, words))
        elif words or asset.is_by_hand:
            found.changed.append((asset, words or str(_("the file names it now"))))
        else:
            found.same.append(asset)
    for asset in known.values():
        if asset.code not in rows and asset.is_listed and not asset.is_by_hand:
            found.gone.append((asset, _("it is open for transfer, which ends") if asset.is_offered else ""))
    return found


def refuse_fewer(rows, principal):
    """Half a file must not pass for a council that has sold half of what it has."""
    known = Asset.objects.of_principal(principal).in_file().count()
    if len(rows) < known * FEWEST:
        words = _(
            "The file has %(found)s rows, the register has %(known)s from the file before. It was probably cut off, "
            "so nothing of it is taken. If so few are right, tick that the file is meant to be shorter."
        )
        raise Refused(words % {"found": len(rows), "known": known}, field="file")


def mark_of(comparison):
    """A fingerprint of all that would change, so that a later run can tell whether it would do the same."""
    text = "\n".join(f"{group}\t{words}" for group, words in sorted(comparison.lines()))
    return hashlib.sha256(text.encode()).hexdigest()


def _take(asset, facts):
    """Give the asset the facts of the file; what they change, in words."""
    words = []
    for name in FIELDS:
        now, new = getattr(asset, name), facts[name]
        if now != new:
            setattr(asset, name, new)
            words.append(f"{LABELS[name]} {_said(asset, name, now)} → {_said(asset, name, new)}")
    return list_and(words) if words else ""


def _said(asset, name, value):
    if value in (None, ""):
        return _("none")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if name == "said_for_on":
        return date_short(value)
    choices = dict(Asset._meta.get_field(name).flatchoices)
    return f"“{str(choices.get(value, value))[:80]}”"


def _local_councils(principal):
    """{name of a place: its local council} in the area, where one alone has the name."""
    found = {}
    for council in Council.objects.of_principal(principal).current():
        found.setdefault(normalise(council.name), []).append(council)
    return {name: councils[0] for name, councils in found.items() if len(councils) == 1}
