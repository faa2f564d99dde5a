"""The first wording of an agreement, from what the register knows: text is passed down, nobody is called back."""

from django.utils.translation import gettext as _

from charters.models import Kind
from charters.outlines import OUTLINES
from core.formatting import date as in_words
from core.formatting import money
from councils.proportion import Tier


def kind_for(tier):
    """A light partnership has a memorandum of one page, the others an agreement in twelve parts."""
    return Kind.MEMORANDUM if tier == Tier.LIGHT else Kind.PARTNERSHIP


def wanted_parts(kind, tier):
    """Keys of the parts that an agreement of this size needs: of a full one all but the last."""
    parts = OUTLINES[kind]
    if kind == Kind.PARTNERSHIP and tier == Tier.FULL:
        return [part.key for part in parts if part.key != "other"]
    return [part.key for part in parts if part.required]


def completeness(agreement, tier):
    """(parts written, parts needed) of its newest version."""
    version = agreement.numbered[0]
    written = {section.key for section in version.sections.all() if section.body.strip()}
    wanted = wanted_parts(agreement.kind, tier)
    return len(written & set(wanted)), len(wanted)


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
