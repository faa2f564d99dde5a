"""The difference report of an import."""

from dataclasses import dataclass, field

KINDS = (
    "new_principals",
    "changed_principals",
    "successions",
    "new_areas",
    "renamed",
    "recoded",
    "moved",
    "gone",
    "returned",
    "other",
)


@dataclass
class ImportReport:
    """What an import changed, or would change in a dry run: one readable line per change."""

    principals: int = 0  # rows in the lists
    areas: int = 0
    dry_run: bool = False
    new_principals: list[str] = field(default_factory=list)
    changed_principals: list[str] = field(default_factory=list)
    successions: list[str] = field(default_factory=list)
    new_areas: list[str] = field(default_factory=list)
    renamed: list[str] = field(default_factory=list)
    recoded: list[str] = field(default_factory=list)
    moved: list[str] = field(default_factory=list)  # to another principal
    gone: list[str] = field(default_factory=list)
    returned: list[str] = field(default_factory=list)
    other: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)  # worth reading, changed nothing

    @property
    def changes(self):
        """How many changes in all: 0 for a list that is loaded already."""
        return sum(len(getattr(self, kind)) for kind in KINDS)

    def counts(self):
        return {kind: len(getattr(self, kind)) for kind in KINDS}

    def as_json(self, longest=500):
        """For the record of the run; a first load is told by its counts, not by 11,000 lines."""
        lines = {kind: getattr(self, kind) for kind in KINDS if len(getattr(self, kind)) <= longest}
        return {"counts": self.counts(), "lines": lines, "notices": self.notices}
