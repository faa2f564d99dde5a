"""What the worker does comes a moment later, and what it sends is read as its receiver would."""

import re
import time

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


def newest_mail(address, **wanted):
    """The newest e-mail of a mailbox, once the worker has really sent it."""
    mails = OutgoingEmail.objects.filter(to=address, status=OutgoingEmail.Status.SENT, **wanted)
    return wait_for(lambda: mails.order_by("pk").last(), f"e-mail to {address}")


def code_sent_to(address, after=0):
    """The newest code for a mailbox; with `after`, one that was written later than that e-mail."""
    mails = OutgoingEmail.objects.filter(to=address, text__regex=r"\m\d{6}\M", pk__gt=after)
    mail = wait_for(lambda: mails.order_by("pk").last(), f"a code for {address}")
    return SIX_DIGITS.search(mail.text).group()


def last_mail():
    """Where the outbox stands now, to be given as `after`."""
    newest = OutgoingEmail.objects.order_by("pk").last()
    return newest.pk if newest else 0


def link_sent_to(address):
    """The path behind the link of the newest invitation in a mailbox."""
    link = LINK.search(newest_mail(address, kind="accounts.invitation").text).group()
    return "/" + link.split("/", 3)[3]
