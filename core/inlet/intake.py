"""Taking one e-mail in: what it is, which of ours it is about, and what follows from it."""

import hashlib
import logging
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from core.emails import post
from core.inlet import letters, marks
from core.inlet.emails import ForwardedLetter
from core.inlet.sorting import Verdict, sort
from core.mail import addresses
from core.models import AddressState, IncomingEmail, OutgoingEmail

logger = logging.getLogger(__name__)
Sort = IncomingEmail.Sort
MOST_BYTES = 2_000_000  # of one e-mail; attachments are not read
MOST_FORWARDED = 20  # of one sender within a day: what comes beyond waits for an administrator
STATES = {
    Sort.HARD: AddressState.State.HARD,
    Sort.SOFT: AddressState.State.SOFT,
    Sort.COMPLAINT: AddressState.State.COMPLAINED,
}


@transaction.atomic
def take_in(raw, envelope=()):
    """Keep what came in and do what follows; None if the same e-mail was taken in before."""
    digest = hashlib.sha256(raw).hexdigest()
    if IncomingEmail.objects.filter(digest=digest).exists():
        return None
    letter = letters.read(raw[:MOST_BYTES], envelope)
    if letter is None:
        return IncomingEmail.objects.create(digest=digest, sort=Sort.UNMATCHED, evidence="nested too deeply")
    verdict, about = sort(letter), _about(letter)
    if verdict.sort in STATES and about is None:
        logger.warning("A report about no e-mail of ours was ignored")
        verdict = Verdict(Sort.UNMATCHED, verdict.evidence)
    incoming, made = IncomingEmail.objects.get_or_create(
        digest=digest,
        defaults={
            "sort": verdict.sort,
            "sender": letter.sender,
            "subject": letter.subject,
            "evidence": verdict.evidence,
            "text": letter.text if verdict.sort == Sort.LETTER else "",
            "about": about,
        },
    )
    if not made:  # another process took the same one in at this moment
        return None
    _follow(incoming)
    return incoming


def _about(letter):
    """The e-mail of ours that it answers or reports: by the address it came to, then by what it quotes."""
    for text in (" ".join(letter.recipients), letter.header("In-Reply-To"), letter.everything()):
        for pk in marks.marked(text):
            if email := OutgoingEmail.objects.filter(pk=pk).first():
                return email
    return None


def _follow(incoming):
    if incoming.sort in STATES:
        evidence = f"{incoming.get_sort_display()}: {incoming.evidence}"
        about = incoming.about
        addresses.note_failure(about.to, STATES[incoming.sort], evidence, mailed_at=about.created_at)
    elif incoming.sort == Sort.LETTER and _may_forward(incoming):
        to = incoming.about.reply_to
        message = ForwardedLetter(
            sender=incoming.sender,
            their_subject=incoming.subject,
            words=incoming.text,
            answered=incoming.about.subject_shown,
        )
        incoming.forwarded = post(message, to=to, reply_to=incoming.sender)
        incoming.save(update_fields=["forwarded"])


def _may_forward(incoming):
    """To the mailbox that answers for the e-mail; never an answer to what was itself forwarded, or in a flood."""
    about = incoming.about
    if not (about and about.reply_to and incoming.sender) or about.kind == ForwardedLetter.kind:
        return False
    lately = IncomingEmail.objects.letters().filter(
        sender=incoming.sender, received_at__gt=timezone.now() - timedelta(days=1)
    )
    return lately.count() <= MOST_FORWARDED
