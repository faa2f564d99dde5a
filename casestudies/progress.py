"""How far a council is with the twelve chapters, and how that changed over time."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from casestudies.models import Chapter, ChecklistRun

HALF = 0.5  # what an item that is partly done counts


@dataclass(frozen=True)
class Point:
    """A finished run: the share of items done, of those that are for this council (0 to 1)."""

    on: date
    share: float
    run: ChecklistRun


@dataclass(frozen=True)
class Standing:
    """One chapter for one council: its finished runs, oldest first, and the one under way."""

    chapter: Chapter
    points: tuple[Point, ...]
    under_way: ChecklistRun | None

    @property
    def latest(self):
        return self.points[-1] if self.points else None


def share_of(run):
    """How much of the checklist is done, from the tally of a run; items not for the council do not count."""
    counted = run.done + run.partly + run.not_yet
    return (run.done + HALF * run.partly) / counted if counted else 1.0


def standings(council):
    """All chapters in the guide's order, each with the council's runs."""
    runs = list(ChecklistRun.objects.of_council(council).with_tally().order_by("finished_at", "pk"))
    found = []
    for chapter in Chapter.objects.select_related("section").order_by("number"):
        mine = [run for run in runs if run.chapter_id == chapter.pk]
        points = tuple(
            Point(timezone.localdate(run.finished_at), share_of(run), run) for run in mine if run.is_finished
        )
        found.append(Standing(chapter, points, next((run for run in mine if not run.is_finished), None)))
    return found


def next_chapter(council, after=None):
    """Which checklist to take next: the next one never finished, then the one longest ago; None without chapters."""
    return next_of(standings(council), after)


def next_of(rows, after=None):
    """The same, of standings that were read already."""
    if after is not None:
        rows = [row for row in rows if row.chapter.pk != after.pk]
        start = next((n for n, row in enumerate(rows) if row.chapter.number > after.number), 0)
        rows = rows[start:] + rows[:start]
    if not rows:
        return None
    never = next((row for row in rows if not row.points), None)
    return (never or min(rows, key=lambda row: row.latest.on)).chapter


def together(rows):
    """The whole council over time: after each finished run, the mean share over chapters looked at so far."""
    events = sorted((point.on, point.run.pk, row.chapter.pk, point.share) for row in rows for point in row.points)
    latest, line = {}, {}
    for on, _run, chapter, share in events:
        latest[chapter] = share
        line[on] = (sum(latest.values()) / len(latest), len(latest))
    return [(on, share, chapters) for on, (share, chapters) in line.items()]


@dataclass(frozen=True)
class Line:
    """Shares over time as the drawing wants them: a box 100 wide and 40 high."""

    path: str
    dots: tuple[tuple[str, str], ...]


def line_of(shares):
    """The line through these shares (0 to 1), evenly spaced; None for fewer than two."""
    if len(shares) < 2:
        return None
    step = 100 / (len(shares) - 1)
    dots = tuple((f"{number * step:.1f}", f"{40 - 40 * share:.1f}") for number, share in enumerate(shares))
    return Line("M" + "L".join(f"{x} {y}" for x, y in dots), dots)
