"""Changing a principal's own portal: policy asked again, one audit line, every value kept in the history."""

import hashlib

import pghistory
from django.db import transaction
from django.utils.translation import gettext as _

from core.audit import record
from core.contrast import WHITE
from core.exceptions import Refused
from core.formatting import list_and
from core.locking import refuse_if_changed
from core.models import StoredDocument
from core.policies import require
from councils.looks import LOGO, unreadable
from councils.models import Council, OwnPortal
from councils.portal_parts import label_of, value_of

CHANGED = "councils.portal_changed"
KEEP = object()  # the logo stays as it is


def portal_of(council):
    """The council's own portal as it is stored, or the usual settings."""
    found = OwnPortal.objects.select_related("logo", "council").filter(council=council).first()
    return found or OwnPortal(council=council)


def answers_of(portal, names):
    """{name: value} of some settings."""
    return {name: value_of(portal, name) for name in names}


@transaction.atomic
def check_own_portal(*, council, values, seen=None, by):
    """The checks of `change_own_portal` before the preview, which saves nothing: refused now, not two pages later."""
    require(by, "councils.edit_portal", council)
    portal = _locked(council)
    _refuse_if_changed(portal, values, seen)
    return with_values(portal, values)


@transaction.atomic
def change_own_portal(*, council, values, logo=KEEP, seen=None, by):
    """Save some settings; `logo` is a new `Picture`, None to have none, or KEEP."""
    require(by, "councils.edit_portal", council)
    portal = _locked(council)
    names = [*values, *(["logo"] if logo is not KEEP else [])]
    _refuse_if_changed(portal, names, seen)
    before = answers_of(portal, names)
    if logo is not KEEP:
        _hang(portal, logo, logo and _stored(logo))
    with_values(portal, values)
    if portal.logo_sha256 and not portal.logo_alt:
        raise Refused(_("Enter what the logo shows"), field="logo_alt")
    changed = [name for name in names if value_of(portal, name) != before[name]]
    if changed:
        with pghistory.context(actor=by.role_label(council)):
            portal.save()
        facts = {"council": council.label, "what": list_and([label_of(name) for name in changed])}
        sentence = _("Own portal of %(council)s: %(what)s changed") % facts
        record(CHANGED, council, sentence, by=by, acting_for=council, parts=[_part(name) for name in changed])
    return portal


def tried(council, values, logo):
    """What `change_own_portal` would make of the settings, for the preview; nothing is saved."""
    portal = portal_of(council)
    if logo is not KEEP:
        _hang(portal, logo, logo and StoredDocument(content=logo.content, sha256=_hash(logo)))
    return with_values(portal, values)


def with_values(portal, values):
    """The portal with new values, not saved; refused where nobody could read it."""
    for name, value in values.items():
        setattr(portal, name, value)
    for name, text in (("header_colour", portal.header_text), ("accent_colour", WHITE)):
        if problem := unreadable(getattr(portal, name), text):
            raise Refused(problem, field=name)
    return portal


def _locked(council):
    """The settings as they are now; the council's row is held, since there may be none of the settings yet."""
    held = Council.objects.select_for_update(of=("self",)).get(pk=council.pk)
    return portal_of(held)


def _refuse_if_changed(portal, names, seen):
    parts = [_part(name) for name in names]
    refuse_if_changed(seen, answers_of(portal, names), record=portal.council, parts=parts)


def _part(name):
    """How audit events of a council name a setting of its portal."""
    return f"portal:{name}"


def _hang(portal, picture, document):
    """A picture with its file becomes the logo; None takes the logo away."""
    portal.logo, portal.logo_sha256 = document, document.sha256 if document else ""
    portal.logo_width, portal.logo_height = (picture.width, picture.height) if picture else (None, None)
    if picture is None:
        portal.logo_alt = ""


def _stored(picture):
    """Kept as a file that is never changed, once whoever uploads it: e-mails that were sent go on showing it."""
    words = {"kind": LOGO, "title": _("Logo"), "filename": "logo.png", "content_type": "image/png"}
    key = f"logo:{_hash(picture)}"
    return StoredDocument.objects.get_or_create(key=key, defaults={**words, "content": picture.content})[0]


def _hash(picture):
    return hashlib.sha256(picture.content).hexdigest()
