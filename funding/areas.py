"""Principal councils as people name them in a list: exactly, so that no other council is meant by mistake."""

from django.utils.translation import gettext as _

from core.exceptions import Refused
from core.formatting import list_or
from core.words import normalise
from councils.models import Council

NEAREST = 3  # names that are offered in a message


class Principals:
    """Today's principal councils by name, place and ONS code; read once for a form or a file."""

    def __init__(self, also=()):
        """`also` are councils that may be named although they have ended."""
        self.named = {}
        for council in [*Council.objects.principal().current(), *also]:
            for name in {normalise(text) for text in (council.name, council.short_name, council.code) if text}:
                self.named.setdefault(name, {})[council.pk] = council

    def called(self, text):
        """The council that has this name or code; Refused with what was perhaps meant."""
        found = list(self.named.get(normalise(text), {}).values())
        if len(found) == 1:
            return found[0]
        there = {"text": text[:80]}
        if found:
            names = list_or([f"{council.name}: {council.code or council.slug}" for council in found])
            raise Refused(
                _("Several councils are called “%(text)s”. Give the ONS code: %(names)s") % {**there, "names": names}
            )
        near = [council.name for council in Council.objects.principal().current().search(text)[:NEAREST]]
        if near:
            words = _("No principal council is called “%(text)s”. Do you mean %(names)s?")
            raise Refused(words % {**there, "names": list_or(near)})
        raise Refused(_("No principal council is called “%(text)s”. Give its whole name or its ONS code") % there)
