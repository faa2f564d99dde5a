"""The words for what stands on a register of assets, as the Local Government Transparency Code divides it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    ASSET = "asset", _("Land or building")
    SERVICE = "service", _("Service")


class Holding(models.TextChoices):
    """What is held; a file says Land, Buildings or Land/Buildings."""

    LAND = "land", _("Land")
    BUILDINGS = "buildings", _("Buildings")
    BOTH = "both", _("Land and buildings")


class Tenure(models.TextChoices):
    FREEHOLD = "freehold", _("Freehold")
    LEASEHOLD = "leasehold", _("Leasehold")


class Use(models.TextChoices):
    """Who has the use of it; what the Code calls the detail of tenure."""

    OCCUPIED = "occupied", _("Used by the council")
    LET = "let", _("Let to somebody else")
    RENTED = "rented", _("Rented from somebody else")
    VACANT = "vacant", _("Empty")
    OTHER = "other", _("Other")


class Standing(models.TextChoices):
    LISTED = "listed", _("On the register")
    GONE = "gone", _("No longer on the register")


class Moves(models.TextChoices):
    ASSET = "asset", _("An asset")
    SERVICE = "service", _("A service")
    BOTH = "both", _("An asset with its service")


class HeldAs(models.TextChoices):
    """How the local council will hold it."""

    FREEHOLD = "freehold", _("Freehold")
    LEASEHOLD = "leasehold", _("Lease")
    LICENCE = "licence", _("Licence")
    MANAGEMENT = "management", _("Management only")


class Trigger(models.TextChoices):
    """What set it off."""

    NEW_COUNCIL = "new_council", _("A new local council")
    CLOSURE = "closure", _("It might close otherwise")
    VISION = "vision", _("An idea of the local council")
    CONTRACT_END = "contract_end", _("A contract ends")
    OFFER = "offer", _("An offer of the principal council")
    REORGANISATION = "reorganisation", _("Councils are reorganised")


class Power(models.TextChoices):
    """On which power a council relies when it gives or takes something (pr:D1)."""

    COMPETENCE = "competence", _("General power of competence")
    FUNCTIONS = "functions", _("Another council exercises its functions (section 101)")
    SUBSIDIARY = "subsidiary", _("It helps with its functions (section 111)")
    DISPOSES = "disposes", _("It may dispose of land (section 123 or 127)")
    ACQUIRES = "acquires", _("It may acquire land (section 120 or 124)")
    CONCURRENT = "concurrent", _("It pays towards what both may do (section 136)")
    OTHER = "other", _("Another one, named in the answer")
