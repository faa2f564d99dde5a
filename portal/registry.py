"""What the portal itself offers: the main navigation."""

from django.urls import reverse
from django.utils.translation import gettext as _

from core.registry import NAVIGATION, NavigationItem, provides


@provides(NAVIGATION)
def main_pages(person):
    """Home, the directory and the search, the same for everyone; other apps add their own pages."""
    yield NavigationItem(_("Home"), reverse("portal:home"), order=10)
    yield NavigationItem(_("Councils"), reverse("councils:list"), order=20)
    yield NavigationItem(_("Search"), reverse("portal:search"), order=80)
