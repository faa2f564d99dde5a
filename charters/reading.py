"""What a page about something else says of its agreement."""

from charters.models import Agreement


def agreement_shown(agreement, person):
    """{agreement, version as far as the person may open it, has_draft}: for `charters/_agreement_of.html`."""
    reads = agreement and Agreement.objects.visible_to(person).filter(pk=agreement.pk).exists()
    versions = agreement.numbered if reads else []
    return {
        "agreement": agreement,
        "version": (agreement.in_force or versions[0]) if versions else None,
        "has_draft": any(version.is_draft for version in versions),
    }
