"""When a reminder goes: pure arithmetic of days, so that every odd case can be tried."""

from dataclasses import dataclass
from datetime import date, timedelta

from core.working_days import is_working_day, working_day_from, working_day_until

SOON = timedelta(days=3)  # a reminder that was missed is left out if the next one comes within these
QUIET_AFTER_HAND = timedelta(days=7)  # somebody has just reminded them: the portal keeps silent for a week


@dataclass(frozen=True)
class Schedule:
    """What falls due and when one is reminded: `offsets` are days before, negative ones after."""

    due_on: date
    offsets: tuple
    since: date  # asked on this day: what should have come before is not caught up
    nation: str = "England"
    reminded_on: date | None = None  # by hand


@dataclass(frozen=True)
class Decision:
    """The offset that is sent today, if any, and those that will never be."""

    send: int | None = None
    passed_over: tuple = ()


def day_of(schedule, offset):
    """The day a reminder goes: if it is quiet, the working day before; on or after the date, the one after."""
    day = schedule.due_on - timedelta(days=offset)
    return (working_day_until if offset > 0 else working_day_from)(day, schedule.nation)


def decide(schedule, today, done):
    """Of the offsets reached and not done, only the latest is sent: a week that was missed makes no flood."""
    if not is_working_day(today, schedule.nation):
        return Decision()
    reached = sorted(o for o in schedule.offsets if o not in done and day_of(schedule, o) <= today)
    if not reached:
        return Decision()
    latest, *earlier = reached
    if _is_pointless(schedule, latest, today):
        return Decision(None, tuple(reached))
    return Decision(latest, tuple(earlier))


def _is_pointless(schedule, offset, today):
    by_hand = schedule.reminded_on and today - schedule.reminded_on < QUIET_AFTER_HAND
    too_early = day_of(schedule, offset) <= schedule.since  # it was asked for later than that
    too_late = offset > 0 and today > schedule.due_on  # "by 3 March" makes no sense on 4 March
    return bool(by_hand or too_early or too_late or _is_late_and_next_is_near(schedule, offset, today))


def _is_late_and_next_is_near(schedule, offset, today):
    nearer = [day_of(schedule, other) for other in schedule.offsets if 0 < other < offset]
    return today > day_of(schedule, offset) and bool(nearer) and min(nearer) - today <= SOON
