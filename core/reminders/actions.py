"""Sending what is due: gathered from all apps, folded by mailbox, each reminder once."""

import logging
from collections import defaultdict

from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.utils import timezone, translation

from core.emails import post
from core.models import Reminder
from core.policies import require
from core.registry import REMINDERS, collect
from core.reminders.emails import DueLine, RemindersMessage
from core.reminders.plan import Decision, decide

logger = logging.getLogger(__name__)
ONE_AT_A_TIME = 4_021_967_301  # the advisory lock of this work: two workers come one after the other


def send_reminders(*, by, today=None):
    """Remind everybody of what is due; run twice or after a crash it repeats nothing. How many e-mails.

    What shares a mailbox goes in one transaction; a group that fails keeps no other waiting.
    """
    require(by, "core.send_reminders")
    today = today or timezone.localdate()
    offers = list(collect(REMINDERS, today))
    done = _done(offers)
    due = [offer for offer in offers if decide(offer.schedule, today, done[offer.key]) != Decision()]
    sent = 0
    for group in _groups(due):
        try:
            sent += _send(group, today)
        except Exception:
            logger.exception("Reminders failed for %s", [offer.key for offer in group])
    return sent


def _done(offers):
    """Per offer the offsets that are settled: sent ever, or passed over for the date it has now."""
    done, days = defaultdict(set), {offer.key: offer.due_on for offer in offers}
    by_kind = defaultdict(list)
    for offer in offers:
        by_kind[offer.kind].append(offer.record.pk)
    for kind, keys in by_kind.items():
        for row in Reminder.objects.filter(kind=kind, object_id__in=keys):
            key = (kind, row.object_id, row.occasion)
            if row.was_sent or row.due_on == days.get(key):
                done[key].add(row.offset)
    return done


def _groups(offers):
    """Offers that share a mailbox, directly or through others, belong together."""
    group_of, groups = {}, []
    for offer in offers:
        mine = [offer]
        addresses = {address.lower() for address in offer.recipients()}
        joined = {id(group_of[a]): group_of[a] for a in addresses if a in group_of}
        for group in joined.values():
            mine = group + mine
            groups = [other for other in groups if other is not group]
        groups.append(mine)
        for address in {a for a, g in group_of.items() if id(g) in joined} | addresses:
            group_of[address] = mine
    return groups


@transaction.atomic
def _send(group, today):
    """The ledger first, then the e-mails, in one transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
    done, sending = _done(group), []
    for offer in group:
        decision = decide(offer.schedule, today, done[offer.key])
        if decision == Decision() or not offer.still_due():
            continue
        _write(offer, decision.passed_over, was_sent=False)
        if decision.send is not None and offer.recipients():  # with nobody to write to it is tried again tomorrow
            _write(offer, [decision.send], was_sent=True)
            sending.append((offer, decision.send))
    for offer, _offset in sending:
        offer.note_sent()
    return _post(sending)


def _write(offer, offsets, *, was_sent):
    content_type = ContentType.objects.get_for_model(offer.record)
    for offset in offsets:
        Reminder.objects.update_or_create(
            kind=offer.kind,
            content_type=content_type,
            object_id=offer.record.pk,
            occasion=offer.occasion,
            offset=offset,
            defaults={"due_on": offer.due_on, "was_sent": was_sent, "decided_at": timezone.now()},
        )


def _post(sending):
    """One e-mail for each mailbox; a link is made once, however many read it."""
    links = {id(offer): offer.link() for offer, _offset in sending}
    mailboxes, languages = defaultdict(list), {}
    for offer, offset in sending:
        for address, language in offer.recipients().items():
            mailboxes[address.lower()].append((offer, offset))
            languages.setdefault(address.lower(), (address, language))
    for small, items in mailboxes.items():
        address, language = languages[small]
        with translation.override(language):
            message = _message(sorted(items, key=lambda item: item[0].due_on), links)
        answers = {offer.reply_to() for offer, _offset in items}
        looks = {offer.look() for offer, _offset in items}
        reply_to = answers.pop() if len(answers) == 1 else ""
        post(message, to=address, language=language, reply_to=reply_to, look=looks.pop() if len(looks) == 1 else None)
    return len(mailboxes)


def _message(items, links):
    lines = tuple(
        DueLine(offer.title(), offer.note(), offer.due_on, offset < 0, offer.call(), links[id(offer)])
        for offer, offset in items
    )
    reasons = tuple(dict.fromkeys(offer.reason() for offer, _offset in items))
    return RemindersMessage(lines, reasons, has_secret_link=any(offer.holds_secret for offer, _offset in items))
