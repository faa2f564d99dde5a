"""The demonstration's two pages in the main navigation."""

from django.urls import reverse
from django.utils.translation import gettext as _

from core.registry import NAVIGATION, NavigationItem, provides


@provides(NAVIGATION)
def demo_pages(person):
    """Change role and read the mail, from every page."""
    yield NavigationItem(_("Demo: mail"), reverse("demo:mailbox"), order=110)
    yield NavigationItem(_("Demo: roles"), reverse("demo:roles"), order=120)
