"""Loading published lists: what changed is found first, applied in bulk, and told."""

from councils.importer.report import ImportReport
from councils.importer.run import load

__all__ = ["ImportReport", "load"]
