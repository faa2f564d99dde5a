"""The first wording of an agreement, from what the register knows: text is passed down, nobody is called back."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from charters.models import Kind
from charters.outlines import OUTLINES
from core.formatting import date as in_words
from core.formatting import money
from councils.proportion import Tier

ALSO_STANDARD = ("decisions", "communication")  # parts that every agreement larger than a memorandum should have


def kind_for(tier):
    """A light partnership has a memorandum of one page, the others an agreement in twelve parts."""
    return Kind.MEMORANDUM if tier == Tier.LIGHT else Kind.PARTNERSHIP


def wanted_parts(kind, tier):
    """Keys of the parts that an agreement of this size needs: of a full one all but the last."""
    parts = OUTLINES[kind]
    if kind == Kind.PARTNERSHIP and tier == Tier.FULL:
        return [part.key for part in parts if part.key != "other"]
    return [part.key for part in parts if part.required or part.key in ALSO_STANDARD]


@dataclass(frozen=True)
class Completeness:
    """How far the newest version of an agreement is, by what its size needs."""

    wanted: int
    missing: tuple  # headings of parts without text
    untouched: tuple  # parts that say what the portal suggests, (key, heading)

    @property
    def written(self):
        return self.wanted - len(self.missing)


def completeness(agreement, tier):
    """What is written, what is not, and what nobody has made their own yet."""
    parts = {part.key: part for part in OUTLINES[agreement.kind]}
    bodies = {section.key: section.body.strip() for section in agreement.numbered[0].sections.all()}
    wanted = [parts[key] for key in wanted_parts(agreement.kind, tier)]
    untouched = [part for part in wanted if bodies.get(part.key) and bodies[part.key] == str(part.starter).strip()]
    return Completeness(
        wanted=len(wanted),
        missing=tuple(part.heading for part in wanted if not bodies.get(part.key)),
        untouched=tuple((part.key, part.heading) for part in untouched),
    )


def first_words(partnership):
    """{part: text} to stand before the usual wording of a section, for either kind."""
    who, ends, worth = _who(partnership), _ends(partnership), _worth(partnership)
    return {
        "purpose": partnership.purpose,
        "roles": who,
        "ending": ends,
        "parties": who,
        "aims": partnership.purpose,
        "timeline": ends,
        "money": worth,
        "legal": _("By law: %(statute)s") % {"statute": partnership.get_statute_display()},
    }


def _who(partnership):
    lines = [f"- {party.label}: {party.get_role_display()}{_accountable(party)}" for party in partnership.parties.all()]
    return "\n".join(lines)


def _accountable(party):
    return _(", accountable body") if party.is_accountable else ""


def _ends(partnership):
    """The days, the end point and the exit plan as far as they are known."""
    days = (
        (_("First day: %(day)s"), partnership.starts_on),
        (_("Last day: %(day)s"), partnership.ends_on),
        (_("Next review: %(day)s"), partnership.next_review_on),
    )
    lines = ["- " + words % {"day": in_words(day)} for words, day in days if day]
    texts = ((_("It is over when: %(text)s"), partnership.end_point), (_("Then: %(text)s"), partnership.exit_plan))
    lines += ["- " + words % {"text": " ".join(text.split())} for words, text in texts if text.strip()]
    return "\n".join(lines)


def _worth(partnership):
    if partnership.value_pence is None:
        return ""
    return _("All partners together put in %(money)s over the whole term.") % {"money": money(partnership.value_pence)}
