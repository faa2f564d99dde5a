"""Inviting many mailboxes from one file: looked at first, then sent by the worker."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.mailbox_list import read_list
from accounts.models import InvitationBatch
from accounts.tasks import send_invitations
from core.audit import record
from core.exceptions import Refused
from core.policies import require
from councils.policies import acting_council


@transaction.atomic
def upload_batch(*, principal, filename, content, by):
    """Keep what the file says, to be looked at before anything is sent."""
    require(by, "accounts.invite_in_bulk", principal)
    rows = read_list(content)
    batch = InvitationBatch.objects.create(principal=principal, filename=filename[:200], rows=rows, uploaded_by=by)
    count = len(rows)
    sentence = ngettext("Uploaded a list of %(count)s mailbox", "Uploaded a list of %(count)s mailboxes", count) % {
        "count": count
    }
    record("accounts.list_uploaded", batch, sentence, by=by, councils=[principal],
           acting_for=acting_council(by, principal), restricted=True)  # fmt: skip
    return batch


@transaction.atomic
def send_batch(*, batch, by):
    """Hand the list to the worker; once only, however often the button is pressed."""
    require(by, "accounts.invite_in_bulk", batch.principal)
    batch = InvitationBatch.objects.select_for_update(of=("self",)).select_related("principal").get(pk=batch.pk)
    if batch.sent_at:
        raise Refused(_("These invitations have already been sent."))
    batch.sent_at, batch.sent_by = timezone.now(), by
    batch.save(update_fields=["sent_at", "sent_by"])
    record("accounts.list_sent", batch, _("Sent invitations to the mailboxes of a list"), by=by,
           councils=[batch.principal], acting_for=acting_council(by, batch.principal), restricted=True)  # fmt: skip
    transaction.on_commit(lambda: send_invitations.delay(batch.pk), robust=True)
    return batch
