"""Which opportunities of a file are new, which are there already, and in what they differ."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.formatting import list_and, money
from funding.duplicates import key_of
from funding.models import Opportunity
from funding.times import closing_words

NEW, SAME, DIFFERS, TWICE = "new", "same", "differs", "twice"
COMPARED = ("summary", "pays_for", "least", "most", "pot", "match_percent", "opens_at", "closes_at", "link")
LABELS = {
    "summary": gettext_lazy("what it is for"),
    "pays_for": gettext_lazy("what it pays for"),
    "least": gettext_lazy("smallest grant"),
    "most": gettext_lazy("largest grant"),
    "pot": gettext_lazy("money in all"),
    "match_percent": gettext_lazy("share from elsewhere"),
    "opens_at": gettext_lazy("opening"),
    "closes_at": gettext_lazy("closing"),
    "link": gettext_lazy("page of the funder"),
}


@dataclass(frozen=True)
class Found:
    """One row of a file beside what is there."""

    kind: str
    facts: dict
    words: str


def compared(rows, owner):
    """[Found] for rows of facts: a round is known by funder, programme and round, national or the owner's own."""
    known = {}
    for opportunity in Opportunity.objects.filter(Q(owner=owner) | Q(owner=None)).order_by("pk"):
        known.setdefault(key_of(vars(opportunity)), opportunity)
    found, seen = [], set()
    for _place, facts in rows:
        key = key_of(facts)
        title = ", ".join(filter(None, (facts["programme"], facts["round_name"])))
        words = f"{title} ({facts['funder']}). {closing_words(facts['closes_at'])}"
        kind = TWICE if key in seen else NEW
        if kind == NEW and key in known:
            differences = list(_differences(facts, known[key]))
            kind = DIFFERS if differences else SAME
            words = f"{words}: {list_and(differences)}" if differences else words
        seen.add(key)
        found.append(Found(kind, facts, words))
    return found


def _differences(facts, stored):
    """What the file says differently; a cell that is empty says nothing."""
    for name in COMPARED:
        now, new = getattr(stored, name), facts[name]
        if new in (None, "") and name != "closes_at":
            continue
        if now != new and str(now).strip() != str(new).strip():
            yield _("%(what)s %(new)s, here %(now)s") % {
                "what": LABELS[name], "new": _said(name, new), "now": _said(name, now)
            }  # fmt: skip


def _said(name, value):
    if name in ("least", "most", "pot"):
        return money(value) or _("not given")
    if name.endswith("_at"):
        return closing_words(value) if value or name == "closes_at" else _("not given")
    return f"“{str(value)[:60]}”" if value not in (None, "") else _("not given")
