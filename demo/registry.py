"""The demonstration's pages in the main navigation."""

from django.urls import reverse
from django.utils.translation import gettext as _

from core.registry import NAVIGATION, NavigationItem, provides


@provides(NAVIGATION)
def demo_pages(person):
    """One way, from every page, to change role or read the mail."""
    yield NavigationItem(_("Demonstration"), reverse("demo:roles"), order=110)
