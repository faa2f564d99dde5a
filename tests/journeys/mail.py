"""What the worker does comes a moment later, and what it sends is read as its receiver would."""

import os
import re
import time
from email import policy
from email.parser import BytesParser
from pathlib import Path

from core.inlet.marks import message_id
from core.models import OutgoingEmail

SIX_DIGITS = re.compile(r"\b\d{6}\b")
LINK = re.compile(r"https?://\S+")


def wait_for(fact, what, seconds=90):
    """The fact, once it is true."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if found := fact():
            return found
        time.sleep(0.3)
    raise AssertionError(f"waited {seconds} seconds for {what}")


def letter(pk):
    """An e-mail of the outbox as it arrived at the mail server of the tests; None until it has."""
    for path in sorted(Path(os.environ["MAIL_DIR"], "new").glob("*"), reverse=True):
        message = BytesParser(policy=policy.default).parsebytes(path.read_bytes())
        if message["Message-ID"] == message_id(pk):
            return message
    return None


def text_of(mail):
    """What it says: the outbox forgets codes and links once they are sent, the mailbox keeps them."""
    mail.refresh_from_db()
    return mail.text or letter(mail.pk).get_body(("plain",)).get_content()


def newest_mail(address, **wanted):
    """The newest e-mail of a mailbox, once the worker has really sent it."""
    mails = OutgoingEmail.objects.filter(to=address, status=OutgoingEmail.Status.SENT, **wanted)
    return wait_for(lambda: mails.order_by("pk").last(), f"e-mail to {address}")


def code_sent_to(address, after=0):
    """The newest code for a mailbox; with `after`, one that was written later than that e-mail."""
    mails = OutgoingEmail.objects.filter(to=address, kind__endswith="_code", pk__gt=after)
    mail = wait_for(lambda: mails.order_by("pk").last(), f"a code for {address}")
    return SIX_DIGITS.search(text_of(mail)).group()


def last_mail():
    """Where the outbox stands now, to be given as `after`."""
    newest = OutgoingEmail.objects.order_by("pk").last()
    return newest.pk if newest else 0


def link_sent_to(address):
    """The path behind the link of the newest invitation in a mailbox."""
    link = LINK.search(text_of(newest_mail(address, kind="accounts.invitation"))).group()
    return "/" + link.split("/", 3)[3]
