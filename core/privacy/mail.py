"""Taking a person out of the outbox: what was sent to them, and what was sent to others about them."""

from functools import partial
from html import unescape

from django.conf import settings
from django.db import transaction
from markupsafe import escape

from core.inlet import letters, maildir
from core.models import REMOVED_DOMAIN, OutgoingEmail
from core.privacy.who import INSTEAD_OF_NAME, one_of

Status = OutgoingEmail.Status
TEXTS = ("subject", "subject_shown", "text", "html", "last_error")
DONE = (Status.SENT, Status.EXPIRED, Status.CANCELLED)


def forget_in_mail(who):
    """Nothing more is sent to the person; e-mails to others that name them lose the text, if they have gone out."""
    unsent = OutgoingEmail.objects.filter(to__endswith=f"@{REMOVED_DOMAIN}").exclude(status__in=DONE)
    unsent.update(status=Status.CANCELLED)
    changed = OutgoingEmail.objects.filter(one_of("reply_to", who.addresses)).update(reply_to="")
    for name in TEXTS:
        for email in OutgoingEmail.objects.filter(who.mentioned(name)):
            changed += _forget(email, who)
    return changed


def forget_letters(who):
    """The files in which e-mails of the person came, once the removal is sure; the rows have their own rules."""
    if settings.INLET_MAILDIR:
        named = partial(_names, who)
        transaction.on_commit(lambda: maildir.forget(settings.INLET_MAILDIR, named), robust=True)
    return 0


def _names(who, path):
    letter = letters.read(path.read_bytes())
    return letter is None or who.named_in(f"{letter.header('From')} {letter.header('Subject')} {letter.everything()}")


def _forget(email, who):
    """A sent e-mail is emptied, a waiting one still goes out, without the name."""
    if not any(who.named_in(unescape(getattr(email, name))) for name in TEXTS):
        return 0
    for name in TEXTS:
        setattr(email, name, _without(getattr(email, name), who))
    if email.status in DONE:
        email.text = email.html = ""
    email.save(update_fields=TEXTS)
    return 1


def _without(text, who):
    for name in who.full_names:
        text = text.replace(str(escape(name)), INSTEAD_OF_NAME)
    return who.without(text)
