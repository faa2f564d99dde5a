"""PDFs: beside bare WeasyPrint, with two processes beside one, and what stays in memory."""

import json
import statistics
import subprocess
import sys
import time

from tests.bench.measure import PATIENCE, RUNS, Row

DOCUMENTS = 100


def rows():
    yield _first()
    yield from _many()


def _run(*arguments):
    command = [sys.executable, "-m", "tests.bench", "press", *map(str, arguments)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def _answer(process, text=None):
    output, _nothing = process.communicate(text)
    return json.loads(output.strip().splitlines()[-1])


def _first():
    """Fresh processes in turns: from nothing loaded to the first file."""
    for _attempt in range(PATIENCE):
        pairs = [tuple(_answer(_run("first", which))["seconds"] for which in ("ours", "bare")) for _ in range(RUNS)]
        ours, bare = (statistics.median(column) for column in zip(*pairs, strict=True))
        row = Row(
            "first PDF of a charter to bare WeasyPrint", f"{ours:.2f} s, bare {bare:.2f} s", ours / bare, most=1.2
        )
        if row.kept:
            break
    return row


def _many():
    """A hundred charters by one process, then by two, repeated when something else was running; then a hundred more."""
    for attempt in range(PATIENCE):
        alone, [one] = _together(1)
        shared, halves = _together(2)
        words = f"one {alone:.1f} s, two {shared:.1f} s for {DOCUMENTS} charters"
        speed = Row("two processes to one", words, alone / shared, least=1.7)
        for process in halves:
            _answer(process, "stop\n")
        if speed.kept or attempt + 1 == PATIENCE:
            break
        _answer(one, "stop\n")
    yield speed
    memory = _answer(one, "again\n")
    grown = (memory["late"] - memory["early"]) * DOCUMENTS / memory["count"]
    words = f"from {memory['early']:.1f} to {memory['late']:.1f} MB over the second hundred"
    yield Row("memory for 100 documents", words, max(grown, 0), most=2, unit="MB")


def _together(processes):
    """Seconds until all have printed their share, all having loaded everything before; and the processes, waiting."""
    share = DOCUMENTS // processes
    running = [_run("many", number * share, share) for number in range(processes)]
    for process in running:
        assert process.stdout.readline() == "ready\n"
    start = time.perf_counter()
    for process in running:
        process.stdin.write("\n")
        process.stdin.flush()
    for process in running:
        assert process.stdout.readline() == "done\n"
    return time.perf_counter() - start, running
