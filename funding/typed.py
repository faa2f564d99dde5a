"""An opportunity as its form shows it: days and times in fields of their own, areas and stages as lines."""

from django.utils import timezone

from funding.times import MIDNIGHT, last_day

DATED, FURTHER_NOTICE = "day", "open"
SAME = (
    "funder", "programme", "round_name", "summary", "pays_for", "least", "most", "pot", "match_percent", "joint_bids",
    "open_to", "types", "others_may_apply", "population_from", "population_to", "nations", "services", "needs",
    "link", "apply_link", "contact_email", "note",
)  # fmt: skip


def as_typed(opportunity):
    """Every answer of the form that edits it; the closing only until it is published."""
    values = {name: getattr(opportunity, name) for name in SAME}
    values["opens_on"], values["opens_time"] = _day_and_time(opportunity.opens_at)
    values["themes"] = sorted(term.slug for term in opportunity.themes.all())
    values["areas"] = "\n".join(sorted(council.name for council in opportunity.areas.all()))
    values["stages"] = stage_lines([(stage.on, stage.name) for stage in opportunity.stages.all()])
    if opportunity.owner_id:
        values["is_shared"] = opportunity.is_shared
    return values if opportunity.published_at else values | closing_as_typed(opportunity)


def closing_as_typed(opportunity):
    """The answers about its closing."""
    day, clock = _day_and_time(opportunity.closes_at)
    if clock == "00:00":
        day, clock = last_day(opportunity.closes_at), MIDNIGHT
    return {"closing": DATED if day else FURTHER_NOTICE, "closes_on": day, "closes_time": clock}


def stage_lines(rows):
    """(day, words) as they are typed, a line each."""
    return "\n".join(f"{on.day} {on:%B} {on.year}: {name}" for on, name in rows)


def _day_and_time(moment):
    """A moment as a day and "17:00" on the clock here; nothing for none."""
    if moment is None:
        return None, ""
    local = timezone.localtime(moment)
    return local.date(), f"{local:%H:%M}"
