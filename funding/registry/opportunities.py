"""Opportunities on pages above: navigation, search, what one may start, where events lead."""

from django.urls import reverse
from django.utils.translation import gettext as _

from core.policies import allows
from core.registry import (
    CREATE,
    EVENT,
    NAVIGATION,
    RECORD_ADDRESS,
    REFERENCE,
    SEARCH,
    EventKind,
    NavigationItem,
    StartLink,
    provides,
)
from funding import finding

provides(SEARCH)(finding.opportunities)
provides(REFERENCE)(finding.by_reference)
provides(RECORD_ADDRESS)(finding.addresses)


@provides(NAVIGATION)
def navigation(person):
    yield NavigationItem(_("Funding"), reverse("funding:list"), order=35)


@provides(CREATE)
def start_links(person):
    if allows(person, "funding.add"):
        yield StartLink(_("Add a funding opportunity"), reverse("funding:add"))


@provides(EVENT)
def events():
    yield EventKind("funding.added", _("Funding opportunities added"))
    yield EventKind("funding.edited", _("Funding opportunities edited"))
    yield EventKind("funding.published", _("Funding opportunities published"), tells=True)
    yield EventKind("funding.withdrawn", _("Funding opportunities withdrawn"))
    yield EventKind("funding.awards_loaded", _("Grants that were made loaded"))
    yield EventKind("funding.answered", _("Councils said what an opportunity is to them"))
    yield EventKind("funding.answer_taken_back", _("Councils took that back"))
    yield EventKind("funding.deadline_corrected", _("Closing times corrected"), tells=True)
