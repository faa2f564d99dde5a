"""A run: once for each rhythm and period, resumed after any crash, in chunks that are whole or not there at all."""

from dataclasses import asdict
from functools import cache
from typing import NamedTuple

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import ngettext

from accounts.models import User
from core.audit import record
from core.emails import Letter, post_shared, shared_body
from core.languages import fitting
from core.mail.bodies import place
from core.models import MailBody, OutgoingEmail
from core.policies import require
from core.work import only_one
from councils.looks import look_of_principal, principal_of
from councils.models import Council
from funding.digests.choosing import Chooser, misled
from funding.digests.message import Digest, addressed, as_content
from funding.digests.periods import ended_before, period_of
from funding.digests.sizes import that_fits
from funding.digests.wording import digest_of, fingerprint, first_ones
from funding.models.digests import DigestEdition, DigestLine, DigestRun, EditorNote, Reader, Rhythm, Telling

CHUNK = 200  # readers whose e-mails are written in one transaction
IN_TURN = (Rhythm.WEEKLY, Rhythm.MONTHLY, Rhythm.NOW)  # a correction that a weekly one tells needs none at once
A_KEY = "KEY-OF-A-READER"  # stands for it where an address is looked up once for all
REMEMBERED = 500  # editions of a run that are not looked up again


def send_digests(*, by, now=None):
    """Whatever is due of every rhythm; run at any time, as often as one likes. How many e-mails."""
    require(by, "funding.send_digests")
    return sum(_run_due(kind, now or timezone.now()) for kind in IN_TURN)


def _run_due(kind, now):
    with only_one(f"funding digest {kind}") as first:
        if not first:
            return 0
        run = _run_of(kind, now)
        return Writer(run).write() if run else 0


@transaction.atomic
def _run_of(kind, now):
    """The run of the last period that is over, unless it is done; what an older one left undone is in it."""
    period = ended_before(kind, now)
    run = DigestRun.objects.filter(kind=kind, ends_at=period.ends_at).first()
    if run is not None:
        return None if run.finished_at else run
    if kind == Rhythm.NOW and not _has_something(kind, now):
        return None
    before = DigestRun.objects.filter(kind=kind).newest_first().first()
    begins = before.ends_at if before else period.begins_at
    for left in DigestRun.objects.filter(kind=kind, finished_at=None):
        _end(left, now)
    run = DigestRun.objects.create(kind=kind, begins_at=begins, ends_at=period.ends_at, started_at=now)
    if kind != Rhythm.NOW:
        run.notes.set(EditorNote.objects.filter(is_withdrawn=False).exclude(runs__kind=kind))
    return run


def _end(run, now):
    """Nothing is written any more; a note that nobody of its principal got waits for the next run."""
    run.finished_at = now
    run.save(update_fields=["finished_at"])
    for note in run.notes.all():
        below = list(Council.objects.filter(parents=note.principal_id).values_list("pk", flat=True))
        if not run.editions.filter(council_ids__overlap=below).exists():
            run.notes.remove(note)


def _has_something(kind, now):
    """True if somebody who is told at once has something to be told; most quarters of an hour nobody has."""
    readers = _due(kind, now)
    chooser = Chooser(kind, now) if readers else None
    return any(chooser.for_readers(readers[start : start + CHUNK]) for start in range(0, len(readers), CHUNK))


def _due(kind, moment, batch=""):
    """Readers who may have to be told something; at once also whoever knows a closing time that was corrected."""
    also = misled(moment) if kind == Rhythm.NOW else None
    return list(Reader.objects.due(kind, batch, also).values_list("pk", flat=True))


class Addressee(NamedTuple):
    """What an e-mail needs of its reader."""

    email: str
    language: str
    key: str


class Writer:
    """Writes the e-mails of a run into the outbox."""

    def __init__(self, run):
        self.run = run
        self.chooser = Chooser(run.kind, run.started_at)
        self.notes = list(run.notes.select_related("principal"))
        self.principals, self.councils, self.editions, self.known_words = {}, {}, {}, {}

    def write(self):
        """Everybody who is due and not there yet; then the run is finished. How many e-mails were written now."""
        readers = _due(self.run.kind, self.run.started_at, self.run.batch)
        written = sum(self._write(readers[start : start + CHUNK]) for start in range(0, len(readers), CHUNK))
        self._finish()
        return written

    @transaction.atomic
    def _write(self, keys):
        """The e-mails of some readers, and what they know from then on, in one transaction.

        Whoever stops or chooses meanwhile waits for it: their action holds the same rows, and finds the e-mail then.
        """
        people = User.objects.select_for_update(of=("self",)).filter(digest_reader__in=keys).order_by("pk")
        rows = people.values_list("digest_reader", "email", "language", "digest_reader__key")
        readers = {pk: Addressee(*facts) for pk, *facts in rows}
        found = self.chooser.for_readers(keys)
        picks = {key: first_ones(found[key]) for key in keys if key in found}
        editions = self._editions_for(picks, {key: fitting(readers[key].language) for key in picks})
        letters = [
            Letter(readers[key].email, editions[key].body_id, editions[key].body.subject, links_of(readers[key]))
            for key in picks
        ]
        post_shared(Digest, letters, batch=self.run.batch)
        self._note_told([(key, picks[key], editions[key].pk) for key in picks])
        return len(letters)

    def _note_told(self, told):
        councils = {key: {c for pick in picks for c in pick.council_ids} for key, picks, _edition in told}
        editions = {key: edition for key, _picks, edition in told}
        rows = Reader.subscriptions.rel.related_model.objects.filter(reader__in=councils)
        rows = rows.values_list("pk", "reader_id", "council_id")
        Telling.objects.bulk_create(
            Telling(subscription_id=pk, edition_id=editions[reader])
            for pk, reader, council in rows
            if council in councils[reader]
        )

    def _editions_for(self, picks, languages):
        """{reader: edition}; what nobody has needed so far is written, all of these readers' at once."""
        self._learn_councils({council for chosen in picks.values() for pick in chosen for council in pick.council_ids})
        notes = {key: self._notes_for(chosen) for key, chosen in picks.items()}
        prints = {key: fingerprint(chosen, notes[key], languages[key]) for key, chosen in picks.items()}
        missing = {prints[key]: (chosen, notes[key], languages[key]) for key, chosen in picks.items()}
        missing = {each: facts for each, facts in missing.items() if each not in self.editions}
        if len(self.editions) + len(missing) > REMEMBERED:
            self.editions = {each: self.editions[each] for each in prints.values() if each in self.editions}
        for edition in DigestEdition.objects.filter(run=self.run, fingerprint__in=list(missing)).select_related("body"):
            self.editions[edition.fingerprint] = edition
            del missing[edition.fingerprint]
        self.editions |= self._new_editions(missing)
        return {key: self.editions[each] for key, each in prints.items()}

    def _new_editions(self, missing):
        """{fingerprint: edition} for {fingerprint: (picks, notes, language)}."""
        made = {each: self._new_edition(each, *facts) for each, facts in missing.items()}
        MailBody.objects.bulk_create(edition.body for edition in made.values())
        DigestEdition.objects.bulk_create(made.values())
        DigestLine.objects.bulk_create(
            DigestLine(
                edition=made[each],
                opportunity=pick.opportunity,
                why=pick.why,
                council_ids=list(pick.council_ids),
                **asdict(pick.known),
            )
            for each, (picks, _notes, _language) in missing.items()
            for pick in picks
        )
        return made

    def _new_edition(self, key, picks, notes, language):
        """What these picks read as; not saved yet."""
        with translation.override(language):
            digest = digest_of(picks, self.councils, notes, self.known_words)
        councils = sorted({council for pick in picks for council in pick.council_ids})
        edition = DigestEdition(run=self.run, fingerprint=key, language=language, council_ids=councils)
        page = settings.SITE_URL + reverse("funding:digest", args=[edition.public_id])
        edition.content = as_content(digest)
        words = addressed(digest, manage=place("manage"), stop=place("stop"), page=page)
        look = look_of_principal(principal_of([self.councils[council] for council in councils]))
        with translation.override(language):
            _words, edition.body = that_fits(words, lambda each: shared_body(each, language=language, look=look))
        return edition

    def _learn_councils(self, councils):
        """Their names and principals, read once."""
        if missing := councils - self.councils.keys():
            for council in Council.objects.filter(pk__in=missing).with_portal_owner():
                self.councils[council.pk] = council
                self.principals[council.pk] = {parent.pk for parent in council.parents.all()}

    def _notes_for(self, picks):
        """Notes of the principals of these councils."""
        councils = {council for pick in picks for council in pick.council_ids}
        above = set().union(*(self.principals[council] for council in councils))
        return [note for note in self.notes if note.principal_id in above]

    @transaction.atomic
    def _finish(self):
        _end(self.run, timezone.now())
        many = OutgoingEmail.objects.filter(batch=self.run.batch).count()
        if many:
            words = ngettext("Funding e-mail sent to %(many)s reader", "Funding e-mail sent to %(many)s readers", many)
            record("funding.digest_sent", self.run, words % {"many": many}, by=None, restricted=True)


def links_of(reader):
    """The addresses that are a reader's own; of anything that has the reader's `key`."""
    return {
        "manage": settings.SITE_URL + _path("funding:reader").replace(A_KEY, reader.key),
        "stop": settings.SITE_URL + _path("funding:stop").replace(A_KEY, reader.key),
    }


@cache
def _path(name):
    """Looked up once, not for each of ten thousand readers."""
    return reverse(name, args=[A_KEY])


def preview(council, kind, now=None):
    """What a reader of all themes would be told next for a council, or None if nothing is new."""
    now = now or timezone.now()
    before = DigestRun.objects.filter(kind=kind).newest_first().first()
    told_before = before.started_at if before else None
    if kind == Rhythm.NOW:
        told_before = period_of(kind, now).begins_at
    picks = first_ones(Chooser(kind, now).for_council(council, told_before=told_before))
    return digest_of(picks, {council.pk: council}, waiting_notes(council, kind)) if picks else None


def preview_for(reader, kind, now=None):
    """What a reader would be told next, or None."""
    chosen = Chooser(kind, now or timezone.now()).for_readers([reader.pk]).get(reader.pk)
    if not chosen:
        return None
    picks = first_ones(chosen)
    councils = {council for pick in picks for council in pick.council_ids}
    return digest_of(picks, Council.objects.in_bulk(councils), [])


def waiting_notes(council, kind):
    """Notes of a council's principals that the next e-mail of a rhythm would carry."""
    notes = EditorNote.objects.filter(principal__in=council.parents.all(), is_withdrawn=False)
    return list(notes.exclude(runs__kind=kind).select_related("principal"))
