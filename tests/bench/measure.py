"""Medians of five, of things that are compared turn by turn, in seconds of processor time.

What is counted is the time the processor worked for this process and for its PostgreSQL server process, not the time
on the clock: on a machine where others work too, the clock tells what they do.
"""

import statistics
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db import connections
from django.db.utils import load_backend
from django.test.utils import CaptureQueriesContext

RUNS = 5
PATIENCE = 2  # a comparison that misses its budget is repeated, since something else may have been running


@dataclass(frozen=True)
class Row:
    """One line of the report: what was measured, what it may be, and what it was."""

    subject: str
    measured: str
    value: float
    most: float | None = None  # the budget: at most, or at least
    least: float | None = None
    unit: str = "times"

    @property
    def kept(self):
        return (self.most is None or self.value <= self.most) and (self.least is None or self.value >= self.least)

    @property
    def budget(self):
        if self.most is not None:
            return f"≤ {self.most:g} {self.unit}"
        return f"≥ {self.least:g} {self.unit}" if self.least is not None else "no budget"

    @property
    def verdict(self):
        return "for information" if self.most is self.least is None else "kept" if self.kept else "MISSED"


def seconds(work):
    """Processor time of a work; `work.database` is its connection if that is not the usual one."""
    database = getattr(work, "database", connections["default"])
    database.ensure_connection()
    server = database.connection.get_backend_pid()
    start = time.process_time() + _worked(server)
    work()
    return time.process_time() + _worked(server) - start


def _worked(process):
    """Seconds that a process of this machine has spent on a processor."""
    return int(Path(f"/proc/{process}/schedstat").read_text().split()[0]) / 1e9


def compared(first, second, runs=RUNS):
    """The medians of two works in seconds, done in turns: A B A B …"""
    first(), second()  # warm
    pairs = [(_thrice(first), _thrice(second)) for _ in range(runs)]
    return tuple(statistics.median(column) for column in zip(*pairs, strict=True))


def _thrice(work):
    return sum(seconds(work) for _ in range(3)) / 3


def ratio(subject, first, second, *, most, names=("", "")):
    """A row for `first` as a multiple of `second`; measured again when it is too much."""
    for _attempt in range(PATIENCE):
        one, other = compared(first, second)
        words = f"{names[0]} {1000 * one:.1f} ms, {names[1]} {1000 * other:.1f} ms"
        row = Row(subject, words, one / other, most=most)
        if row.kept:
            break
    return row


def queries_of(work, alias="default"):
    """How many statements a work sends to the database, once it is warm."""
    work()
    with CaptureQueriesContext(connections[alias]) as seen:
        work()
    return len(seen)


@contextmanager
def connected_to(settings):
    """The portal on another database for a while."""
    usual = connections["default"]
    settings = {**usual.settings_dict, "NAME": settings["NAME"]}
    connections["default"] = load_backend(settings["ENGINE"]).DatabaseWrapper(settings, "default")
    try:
        yield connections["default"]
    finally:
        connections["default"].close()
        connections["default"] = usual


def on(database, work):
    """The same work on another connection, which stays open between the turns."""

    def elsewhere():
        usual, connections["default"] = connections["default"], database
        try:
            work()
        finally:
            connections["default"] = usual

    elsewhere.database = database
    return elsewhere
