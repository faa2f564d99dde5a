"""Kinds of long work for tests: `kind(work)` registers a work function under a name of its own until the test ends."""

from core.jobs.kinds import KINDS, Made, Outcome, job_kind

PLAIN = {"made": "Made", "skipped": "Left out"}


def register(work, **options):
    """Register a work function under a new name; returns the name."""
    name = f"tests.kind{len(KINDS)}"
    options = {"label": "A test", "policy": "core.signed_in", "groups": PLAIN, **options}
    job_kind(name, **options)(work)
    return name


def forget():
    """Take every kind of the tests away again."""
    for name in [name for name in KINDS if name.startswith("tests.")]:
        del KINDS[name]


def three_steps(run):
    """Counts to three and makes a file."""
    run.step("Counting", total=3)
    seen = list(run.track(["one", "two", "three"]))
    return Outcome(
        f"{len(seen)} counted",
        lines=[("made", word) for word in seen],
        files=(Made("counted.txt", "\n".join(seen).encode(), "text/plain"),),
        facts={"count": len(seen)},
    )
