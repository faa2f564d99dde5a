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
    """A hundred charters by one process, then by two; repeated when something else was running."""
    for _attempt in range(PATIENCE):
        alone, [first] = _together(1)
        shared, _halves = _together(2)
        words = f"one {alone:.1f} s, two {shared:.1f} s for {DOCUMENTS} charters"
        speed = Row("two processes to one", words, alone / shared, least=1.7)
        if speed.kept:
            break
    yield speed
    grown = (first["late"] - first["early"]) * DOCUMENTS / (first["count"] - 20)
    words = f"from {first['early']:.1f} to {first['late']:.1f} MB"
    yield Row("memory for 100 documents", words, max(grown, 0), most=2, unit="MB")


def _together(processes):
    """Seconds until all have printed their share, all having loaded everything before."""
    share = DOCUMENTS // processes
    running = [_run("many", number * share, share) for number in range(processes)]
    for process in running:
        assert process.stdout.readline() == "ready\n"
    start = time.perf_counter()
    for process in running:
        process.stdin.write("\n")
        process.stdin.flush()
    answers = [_answer(process) for process in running]
    return time.perf_counter() - start, answers
