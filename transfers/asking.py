"""What a question is: which stage asks it of which side, of which transfers, and what its answer holds."""

from collections.abc import Callable
from dataclasses import dataclass, field

from transfers.stages import Side, Stage


@dataclass(frozen=True)
class Part:
    """One thing that an answer holds: `needed` before it can be complete."""

    label: str
    needed: bool = True
    help_text: str = ""


def of_every(transfer):
    """Asked whatever moves."""
    return True


@dataclass(frozen=True)
class Question:
    """What a stage asks of one side; `parts` are of power, words, is_so, amount_pence, on, reference, url.

    `source` names the Act of a question of the legal checklist; elsewhere it is empty.
    """

    code: str
    stage: Stage
    side: Side
    title: str
    why: str = ""
    parts: dict = field(default_factory=dict)
    source: str = ""
    asked_of: Callable = of_every  # of a transfer: True if it is asked this
