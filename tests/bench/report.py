"""The table: printed, and written to docs/performance.md with everything needed to measure it again."""

import platform
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.db import connection

PATH = settings.BASE_DIR / "docs" / "performance.md"
PACKAGES = ("Django", "psycopg2-binary", "Jinja2", "weasyprint", "pikepdf")
HEAD = "| what | measured | result | budget | |\n|---|---|---|---|---|\n"


def line(row):
    return f"{row.subject:<58} {row.measured:<52} {row.value:>8.2f} {row.unit:<9} {row.budget:<16} {row.verdict}\n"


def write(parts):
    """`parts`: (heading, rows). What stands above the first table stays as it is."""
    above = PATH.read_text(encoding="utf-8").partition("<!-- measured -->")[0] if PATH.exists() else "# Performance\n\n"
    text = f"{above}<!-- measured -->\n\n{_where()}\n"
    for heading, rows in parts:
        cells = (f"| {r.subject} | {r.measured} | {r.value:.2f} {r.unit} | {r.budget} | {r.verdict} |\n" for r in rows)
        text += f"\n## {heading}\n\n{HEAD}{''.join(cells)}"
    PATH.write_text(text, encoding="utf-8")


def _where():
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        [(postgres,)] = cursor.fetchall()
    return (
        f"Measured on {datetime.now(UTC):%Y-%m-%d %H:%M} UTC, load before it began {_load()}, on {_processors()}, "
        f"{_memory()} GB, {platform.system()} {platform.machine()}; Python {platform.python_version()}, "
        f"PostgreSQL {postgres}, {packages}."
    )


def _load():
    return Path("/proc/loadavg").read_text().split()[0]


def _processors():
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return f"{len(names)} processors ({names[0]})" if names else f"{platform.processor()}"


def _memory():
    kilobytes = int(Path("/proc/meminfo").read_text().split()[1])
    return round(kilobytes / 1024 / 1024)
