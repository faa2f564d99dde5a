"""Sending shared e-mails: a block of up to a hundred over one connection to the mail server.

A block is held by a lock that ends with its worker. Each e-mail is noted as sent before the next one goes, in one
statement that is committed by itself: so a worker or a server that dies repeats at most the one e-mail between them.
"""

import time
from contextlib import suppress
from smtplib import SMTPRecipientsRefused

from django.core.mail import get_connection
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.inlet import marks
from core.mail.mould import Mould, ReadyMessage, checked
from core.models import AddressState, MailBody, OutgoingEmail
from core.outbox import deliver, finish, headers_of, postpone, refused
from core.querysets import BLOCK
from core.work import only_one

Status = OutgoingEmail.Status
LOOK_FOR_CODES = 1.0  # seconds between two looks whether somebody waits for a code
ONE_CLICK = "List-Unsubscribe=One-Click"
NOTE_AND_ASK = """
    WITH noted AS (
        UPDATE core_outgoingemail SET status = 'sent', sent_at = %s, attempts = attempts + 1, last_error = ''
        WHERE id = %s
    )
    SELECT status FROM core_outgoingemail WHERE id = %s
"""


def send_block_of(pk):
    """Send the block of this e-mail if it is a shared one that is due; how many were sent."""
    is_due = OutgoingEmail.objects.due().shared().filter(pk=pk).exists()
    return send_block(pk // BLOCK) if is_due else 0


def send_block(number):
    """Send what is due of a block; how many. Another worker that holds it goes on alone."""
    with only_one(f"mail block {number}") as first:
        if not first:
            return 0
        emails = list(_worth_sending(OutgoingEmail.objects.due().shared().in_block(number).order_by("pk")))
        return _Round(emails).send() if emails else 0


def _worth_sending(emails):
    """Put aside what has run out and what would come back."""
    found = list(emails)
    stopped = AddressState.objects.failing_among({email.to for email in found})
    for email in found:
        state = stopped.get(email.to.lower())
        if email.useful_until and email.useful_until <= timezone.now():
            finish(email, Status.EXPIRED, _("It ran out before it could be sent."))
        elif state is not None and state.is_stopped:
            finish(email, Status.WITHHELD, state.evidence)
        else:
            yield email


def message_of(email, mould):
    """The e-mail as the mail server gets it; one that can be stopped says so to mail programs (RFC 8058)."""
    headers = {"To": email.to, **headers_of(email)}
    del headers["From"]  # it is in the mould
    if email.reply_to:
        headers["Reply-To"] = email.reply_to
    if stop := email.personal.get("stop"):
        headers |= {"List-Unsubscribe": f"<{checked(stop)}>", "List-Unsubscribe-Post": ONE_CLICK}
    return ReadyMessage(mould, headers, email.personal, marks.sender(email.pk) or None)


def moulds_of(emails):
    """{number of a body: its mould}, of these e-mails."""
    names = {email.body_id: email.personal.keys() for email in emails}
    return {pk: Mould(body, names[pk]) for pk, body in MailBody.objects.in_bulk(names).items()}


@transaction.atomic
def _note_failure(email, step, error):
    """Unless somebody has stopped it meanwhile."""
    row = OutgoingEmail.objects.waiting().select_for_update(of=("self",)).filter(pk=email.pk).first()
    if row:
        row.attempts += 1
        step(row, error)


class _Round:
    """The e-mails of one block, on their way."""

    def __init__(self, emails):
        self.emails, self.moulds = emails, moulds_of(emails)
        self.server = get_connection()
        self.sent, self.not_noted, self.failure = 0, None, None
        self.looked = time.monotonic()

    def send(self):
        """Send all; a server that has gone away leaves the rest for later."""
        try:
            for position, email in enumerate(self.emails):
                self._let_codes_pass()
                if self._is_wanted(email) and not self._hand_over(email):
                    self._leave(self.emails[position + 1 :])
                    break
            self._note()
        finally:
            with suppress(OSError):  # a server that has hung up is not told good-bye
                self.server.close()
        return self.sent

    def _hand_over(self, email):
        """Give one e-mail to the server. False if the server cannot be reached any more."""
        try:
            self.server.open()
            self.server.send_messages([message_of(email, self.moulds[email.body_id])])
        except SMTPRecipientsRefused as error:
            _note_failure(email, refused, error)
            return True
        except ValueError as error:  # an address that no server can take
            _note_failure(email, postpone, error)
            return True
        except OSError as error:  # smtplib and sockets
            _note_failure(email, postpone, error)
            return self._reopened(error)
        self.not_noted, self.sent = email, self.sent + 1
        return True

    def _reopened(self, error):
        self.failure = error
        with suppress(OSError):
            self.server.close()
        self.server = get_connection()
        try:
            self.server.open()
        except OSError as again:
            self.failure = again
            return False
        return True

    def _leave(self, emails):
        for email in emails:
            _note_failure(email, postpone, self.failure)

    def _is_wanted(self, email):
        """False if somebody stopped it since the block began; notes the one before in the same breath."""
        if self.not_noted is None:
            return OutgoingEmail.objects.waiting().filter(pk=email.pk).exists()
        before, self.not_noted = self.not_noted, None
        with connection.cursor() as cursor:
            cursor.execute(NOTE_AND_ASK, [timezone.now(), before.pk, email.pk])
            found = cursor.fetchone()
        return found is not None and found[0] == Status.WAITING

    def _note(self):
        if self.not_noted is not None:
            self._is_wanted(self.not_noted)

    def _let_codes_pass(self):
        """Who waits for a code does not wait for a hundred newsletters."""
        if time.monotonic() - self.looked < LOOK_FOR_CODES:
            return
        self.looked = time.monotonic()
        for code in OutgoingEmail.objects.due().codes().values_list("pk", flat=True):
            deliver(code)
