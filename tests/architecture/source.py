"""Our own source, read as text and as syntax trees."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
# From the top down: a folder may import those to its right, never those to its left.
LAYERS = (
    "demo",
    "config",
    "portal",
    "funding",
    "transfers",
    "clusters",
    "partnerships",
    "charters",
    "liaison",
    "casestudies",
    "accounts",
    "councils",
    "core",
)


@cache
def modules(*folders):
    """Every module of these folders (of all layers by default) as (path, tree), without migrations."""
    found = []
    for folder in folders or LAYERS:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                found.append((path, ast.parse(path.read_text(encoding="utf-8"))))
    return tuple(found)


def named(path):
    """A path as a person would name it."""
    return str(path.relative_to(ROOT))
