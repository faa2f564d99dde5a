"""The library, the guide, and what councils do with them."""

from casestudies.models.edits import LocalEdit
from casestudies.models.guide import Chapter, ChecklistItem, Perspective, Resource, Section, Source, Term
from casestudies.models.loads import LibraryLoad
from casestudies.models.printouts import LETTERS_KEPT, PRINTOUTS_KEPT, Printout
from casestudies.models.publication import Approval, Publication, PublicationStatus
from casestudies.models.runs import ChecklistRun, ItemAnswer, Standing
from casestudies.models.study import CaseStudy, Figure, Party, StudyTerm

__all__ = [
    "LETTERS_KEPT",
    "PRINTOUTS_KEPT",
    "Approval",
    "CaseStudy",
    "Chapter",
    "ChecklistItem",
    "ChecklistRun",
    "Figure",
    "ItemAnswer",
    "LibraryLoad",
    "LocalEdit",
    "Party",
    "Perspective",
    "Printout",
    "Publication",
    "PublicationStatus",
    "Resource",
    "Section",
    "Source",
    "Standing",
    "StudyTerm",
    "Term",
]
