"""What officers do about the funding e-mail: a word on top of it, and a look at it beforehand."""

from dataclasses import replace

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from core.audit import record
from core.emails import post, rendered
from core.exceptions import Refused
from core.languages import fitting
from core.locking import refuse_if_changed
from core.models import MailBody
from core.policies import require
from councils.looks import look_of_principal, principal_of
from councils.models import Council
from funding.digests.message import addressed
from funding.digests.running import preview
from funding.digests.sizes import that_fits
from funding.models import EditorNote, Rhythm


def note_of(principal):
    """The note of a principal that waits for an e-mail, or None."""
    waiting = EditorNote.objects.filter(principal=principal, is_withdrawn=False)
    return waiting.exclude(runs__kind=Rhythm.WEEKLY).first() or waiting.exclude(runs__kind=Rhythm.MONTHLY).first()


@transaction.atomic
def write_note(*, principal, text, seen=None, by):
    """Put a word on top of the next weekly and the next monthly e-mail; an empty text takes it back."""
    principal = Council.objects.select_for_update(of=("self",)).get(pk=principal.pk)
    require(by, "funding.write_note", principal)
    before = note_of(principal)
    refuse_if_changed(seen, {"text": before.text if before else ""}, record=principal, parts=["funding note"])
    if text == (before.text if before else ""):
        return before
    EditorNote.objects.filter(principal=principal, is_withdrawn=False).update(is_withdrawn=True)
    note = EditorNote.objects.create(principal=principal, text=text, written_by=by) if text else None
    words = _("Note for the funding e-mail written") if note else _("Note for the funding e-mail taken back")
    record(
        "funding.note_written", principal, words, by=by, acting_for=principal, restricted=True, parts=["funding note"]
    )
    return note


@transaction.atomic
def send_test(*, council, kind, by):
    """The next e-mail for a council, to one's own address only."""
    require(by, "funding.preview_digest", council)
    if not by.email:
        raise Refused(_("You have no e-mail address"))
    with translation.override(fitting(by.language)):
        digest = preview(council, kind)
        if digest is None:
            raise Refused(_("Nothing is new for this council, so there is nothing to send"))
        choices = settings.SITE_URL + reverse("funding:subscriptions")
        page = settings.SITE_URL + reverse("funding:digest-preview", args=[council.slug])
        digest = replace(addressed(digest, manage=choices, stop=choices, page=page), is_test=True)
        look = look_of_principal(principal_of(Council.objects.filter(pk=council.pk).with_portal_owner()))
        message, _body = that_fits(digest, lambda each: MailBody(**rendered(each, look)))
    record("funding.digest_tried", council, _("Funding e-mail tried"), by=by, councils=[council], restricted=True)
    return post(message, to=by.email, language=by.language, look=look)
