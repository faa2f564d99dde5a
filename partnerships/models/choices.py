"""The words by which partnerships are sorted. None of them is better than another: they are recorded, never ranked."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What the six questions found. Contracts and grants are counted where the principal council says so."""

    PARTNERSHIP = "partnership", _("Partnership")
    CONTRACT = "contract", _("Contract")
    GRANT = "grant", _("Grant")
    DIRECT = "direct_provision", _("Direct provision")
    MARGINAL = "marginal_interest", _("Marginal interest")


COUNTABLE = (Kind.PARTNERSHIP, Kind.CONTRACT, Kind.GRANT)  # what may ever stand in the register


class Status(models.TextChoices):
    PROPOSED = "proposed", _("Proposed")
    LIVE = "live", _("Live")
    CLOSING = "closing", _("Being wound up")
    CLOSED = "closed", _("Closed")


class Vehicle(models.TextChoices):
    """In what form the work is done."""

    NONE = "none", _("No separate body")
    SHARED_POST = "shared_post", _("Shared post")
    SHARED_TEAM = "shared_team", _("Shared team or management")
    LEAD_AUTHORITY = "lead_authority", _("One council does it for all")
    JOINT_BUYING = "joint_buying", _("Joint buying")
    CHARITY = "charity", _("Charity, trust or foundation")
    GUARANTEE = "guarantee", _("Company limited by guarantee")
    COUNCIL_COMPANY = "council_company", _("Company owned by councils")
    OTHER_COUNCIL = "other_council", _("Another local authority")
    PUBLIC_BODY = "public_body", _("Another public body")
    HUB = "hub", _("Shared building")


class Statute(models.TextChoices):
    """Whether a law requires it."""

    NONE = "none", _("No law requires it")
    CRIME = "crime", _("Crime and Disorder Act 1998")
    HEALTH = "health", _("Health and Social Care Act 2012")
    FUNDS = "funds", _("The council is the accountable body for outside funds")
    OTHER = "other", _("Another law")


class Approach(models.TextChoices):
    """What brings the partners together."""

    TRANSACTIONAL = "transactional", _("One problem to solve now")
    COALITION = "coalition", _("Whoever is willing to begin")
    WHOLE_SYSTEM = "whole_system", _("The whole place and everyone in it")


class Phase(models.TextChoices):
    MOBILISE = "mobilise", _("Getting started")
    CHANGE = "change", _("Changing how things are done")
    CONSOLIDATE = "consolidate", _("Established, and kept going")


class Governance(models.TextChoices):
    """How it is steered; in no order of merit."""

    MEETINGS = "meetings", _("Informal meetings")
    FORUM = "forum", _("Partnership board or forum")
    TERMS = "terms", _("Terms of reference or memorandum")
    COMMITTEE = "committee", _("Joint committee")
    LEAD = "lead", _("Lead authority with a management board")
    FORMAL = "formal", _("Formal agreement between authorities")
    COMPANY = "company", _("Board of a company")
    STATUTORY = "statutory", _("Board that a law requires")


class Service(models.TextChoices):
    """What it is mostly about."""

    BACK_OFFICE = "back_office", _("Back office: finance, staff, IT, legal")
    REVENUES = "revenues", _("Revenues and benefits")
    PLANNING = "planning", _("Planning and building control")
    HOUSING = "housing", _("Housing")
    ENVIRONMENT = "environment", _("Waste, streets and open spaces")
    REGULATION = "regulation", _("Environmental health and licensing")
    LEISURE = "leisure", _("Leisure, culture and libraries")
    SAFETY = "safety", _("Community safety")
    CARE = "care", _("Health, care and families")
    ECONOMY = "economy", _("Economy and growth")
    COMMUNITY = "community", _("Communities and customer services")
    MANAGEMENT = "management", _("Whole council: shared management")


class Risk(models.TextChoices):
    """The overall risk, as the council judges it."""

    LOW = "low", _("Low")
    MEDIUM = "medium", _("Medium")
    HIGH = "high", _("High")


class Basis(models.TextChoices):
    """Why a document is asked for. A habit can be left out."""

    LEGAL = "legal", _("A law requires it")
    POLICY = "policy", _("Our policy requires it")
    HABIT = "habit", _("It has always been done")


class Taker(models.TextChoices):
    """Who decided."""

    FULL_COUNCIL = "full_council", _("Full council")
    CABINET = "cabinet", _("Cabinet or executive")
    COMMITTEE = "committee", _("Committee")
    OFFICER = "officer", _("Officer with delegated powers")


class Decision(models.TextChoices):
    PROCEED = "proceed", _("Go ahead: make an entry in the register")
    NO = "no", _("Do not go ahead")
    DEFER = "defer", _("Decide later")
