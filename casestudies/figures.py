"""Numbers of a case study: those of one unit as bars with their table, the rest as facts."""

from dataclasses import dataclass
from decimal import Decimal

from core.formatting import number

WIDTH = 100  # of the longest bar, in the units of the drawing


@dataclass(frozen=True)
class Bar:
    """One bar; `width` is its share of the longest."""

    label: str
    shown: str
    width: float


@dataclass(frozen=True)
class Chart:
    """Numbers of one unit."""

    unit: str
    bars: tuple[Bar, ...]


def shown(figure):
    """ "£1,900,000", "30%", "4 parishes", or the source's own words."""
    if figure.value is None:
        return figure.text
    value = figure.value.quantize(Decimal(1)) if figure.value == figure.value.to_integral_value() else figure.value
    words = number(value)
    if figure.unit == "£":
        return f"£{words}"
    if figure.unit == "%":
        return f"{words}%"
    return words if figure.unit.casefold() == figure.label.casefold() else f"{words} {figure.unit}".strip()


def drawn(figures):
    """(charts, facts): a chart for each unit that at least two numbers share, and (label, text) of the others."""
    by_unit = {}
    for figure in figures:
        if figure.value is not None and figure.value > 0 and figure.unit not in ("", "year"):
            by_unit.setdefault(figure.unit, []).append(figure)
    charts = [Chart(unit, _bars(rows)) for unit, rows in by_unit.items() if len(rows) > 1]
    in_chart = {figure.pk for rows in by_unit.values() if len(rows) > 1 for figure in rows}
    return charts, [(figure.label, shown(figure)) for figure in figures if figure.pk not in in_chart]


def _bars(rows):
    longest = max(figure.value for figure in rows)
    return tuple(Bar(f.label, shown(f), round(float(f.value / longest) * WIDTH, 2)) for f in rows)
