"""The local council that somebody typed the name of."""

from django.utils.translation import gettext as _

from councils.models import Council

MOST_MEANT = 3  # councils named in a message


def typed_council(form, field, principal):
    """The one that was chosen beside the field, or the only one of the area that fits; else a message at the field."""
    if field in form.errors:
        return None
    text = form.cleaned_data.get(field, "")
    if not text:
        form.add_error(field, _("Enter the name of the local council"))
        return None
    here = Council.objects.current().local().of_principal(principal)
    chosen = here.filter(slug=form.picked("slug") or "-").first()
    found = [chosen] if chosen else list(here.search(text)[: MOST_MEANT + 1])
    if len(found) == 1:
        return found[0]
    if found:
        words = _("Several councils fit. Type more of the name: %(names)s")
        form.add_error(field, words % {"names": "; ".join(council.full_name for council in found[:MOST_MEANT])})
    else:
        words = _("No local council of the area has the name “%(text)s”. Check the spelling")
        form.add_error(field, words % {"text": text})
    return None
