"""From what was chosen to what is said: the words of one edition."""

import hashlib
import json
from collections import defaultdict

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core import formatting
from funding.digests.message import AT_LENGTH, LONGEST, MOST, Digest, Item, Section
from funding.matching import looked_for
from funding.models.digests import Why
from funding.times import closing_words, opening_words


def first_ones(picks):
    """As many as one e-mail holds; the others are told in the next."""
    return picks[:MOST]


def fingerprint(picks, notes, language):
    """The same for readers who are told exactly the same."""
    facts = [language, [note.pk for note in notes]]
    facts += [
        (
            p.opportunity.pk,
            p.why,
            p.council_ids,
            str(p.was_told),
            str(p.opportunity.closes_at),
            p.known.is_last_call,
            p.needs,
        )
        for p in picks
    ]
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()


def digest_of(picks, councils, notes, known_words=None):
    """The digest in the language that is active; `councils` by their number.

    `known_words` is kept by whoever writes many: what is said of an opportunity is mostly the same for all councils.
    """
    known_words = {} if known_words is None else known_words
    mine = {council for pick in picks for council in pick.council_ids}
    grouped = defaultdict(list)
    for position, pick in enumerate(picks):
        is_brief = position >= AT_LENGTH
        key = (get_language(), pick.opportunity.pk, pick.why, pick.was_told, pick.needs, is_brief)
        if key not in known_words:
            known_words[key] = _item(pick, is_brief=is_brief)
        grouped[pick.council_ids].append(known_words[key])
    ordered = sorted(grouped.items(), key=lambda group: (-len(group[0]), councils[group[0][0]].label))
    sections = tuple(
        Section(names, tuple(items), place)
        for ids, items in ordered
        for names, place in [_together([councils[pk] for pk in ids])]
    )
    words = tuple((note.principal.name, note.text) for note in notes)
    names, place = _together([councils[pk] for pk in mine])
    return Digest(names, sections, words, manage="", stop="", page="", place=place)


def _together(councils):
    """(names, the place they all lie in): said once for all of one place, else after each name."""
    places = {council.context for council in councils}
    if len(councils) > 1 and len(places) == 1:
        return tuple(sorted(council.full_name for council in councils)), places.pop()
    return tuple(sorted(council.label for council in councils)), ""


def _item(pick, *, is_brief):
    opportunity = pick.opportunity
    is_gone = pick.why == Why.GONE
    return Item(
        why=str(pick.why),
        label=str(Why(pick.why).label),
        title=opportunity.title,
        funder=opportunity.funder,
        closing="" if is_gone else _when(opportunity),
        before=closing_words(pick.was_told) if pick.why == Why.CHANGED else "",
        amount=amount_words(opportunity),
        pays_for=str(opportunity.short_pays_for),
        match=_match(opportunity),
        summary=opportunity.withdrawn_because if is_gone else shortened(opportunity.summary),
        note=shortened(opportunity.note),
        url="" if is_gone else settings.SITE_URL + opportunity.get_absolute_url(),
        is_brief=is_brief,
        fits="" if is_gone or not pick.needs else looked_for(pick.needs),
    )


def _when(opportunity):
    """ "Opens: 9am on 4 December 2026. Closes: 5pm on 5 February 2027"; what is open already says when it closes."""
    opens_at, closes_at = opportunity.opens_at, opportunity.closes_at
    words = [_("Opens: %(when)s") % {"when": opening_words(opens_at)}] if opens_at and opens_at > timezone.now() else []
    until = _("Closes: %(when)s") % {"when": closing_words(closes_at)} if closes_at else closing_words(None)
    return ". ".join([*words, until])


def amount_words(opportunity):
    """ "£500 to £10,000", "Up to £500"; empty if nobody has said."""
    least, most = opportunity.least, opportunity.most
    if least and most:
        return _("%(least)s to %(most)s") % {"least": formatting.money(least), "most": formatting.money(most)}
    if most:
        return _("Up to %(most)s") % {"most": formatting.money(most)}
    return _("From %(least)s") % {"least": formatting.money(least)} if least else ""


def _match(opportunity):
    if not opportunity.match_percent:
        return ""
    return _("%(share)s%% of the cost must come from elsewhere") % {"share": opportunity.match_percent}


def shortened(text):
    """The beginning of a long text, cut between two words."""
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else text[:LONGEST].rsplit(" ", 1)[0] + " …"
