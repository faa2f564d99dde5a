"""Files in the columns of the Local Government Transparency Code: read, checked, compared with the register."""

from transfers.importing.comparing import Comparison, compare, mark_of, refuse_fewer
from transfers.importing.reading import COLUMNS, EXAMPLE, LARGEST_FILE, read_rows
from transfers.importing.rows import Checked, check

__all__ = [
    "COLUMNS",
    "EXAMPLE",
    "LARGEST_FILE",
    "Checked",
    "Comparison",
    "check",
    "compare",
    "mark_of",
    "read_rows",
    "refuse_fewer",
]
