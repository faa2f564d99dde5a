"""What comes after the signatures, for the record of an agreement: terms, reviews, notices, progress, letters."""

from dataclasses import dataclass

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from charters.life import life_of
from charters.models import AgreementVersion, ProgressEntry, ReceivedReply
from core.csv import moment
from core.documents.records import RecordPart
from core.formatting import date, date_time, month
from core.policies import allows


@dataclass(frozen=True)
class VersionLife:
    """What was recorded about one version since it was sent, as far as one person may see it."""

    version: AgreementVersion
    reviews: tuple
    notices: tuple
    entries: tuple
    replies: tuple
    takes_part: bool

    @property
    def life(self):
        """The life of the version; None if it never came into force, or for whoever takes no part."""
        return life_of(self.version) if self.takes_part and self.version.in_force_on else None

    # data

    def data(self):
        """Ready for JSON."""
        life = self.life
        return {
            "review_on": _day(life and life.review_on),
            "notice_by": _day(life and life.notice_by),
            "terms": [_term(term) for term in life.terms] if life else [],
            "renewals": [_renewal(renewal) for renewal in self.version.renewals.all()] if life else [],
            "reviews": [_review(review) for review in self.reviews],
            "notices": [_notice(notice) for notice in self.notices],
            "progress": [_entry(entry) for entry in self.entries],
            "received_replies": [_reply(reply) for reply in self.replies],
        }

    # document

    def parts(self):
        """The same on paper; nothing about what there is nothing of."""
        named = {"n": self.version.number}
        if self.life:
            yield self._dates(named)
        if self.replies:
            yield _letters(_("Version %(n)s: replies that an officer recorded") % named, self.replies)
        for review in self.reviews:
            heading = _("Version %(n)s: review of %(month)s") % {**named, "month": month(review.opened_at)}
            yield _review_part(heading, review)
        if self.notices:
            yield _notices(_("Version %(n)s: councils that leave") % named, self.notices)
        if self.entries:
            yield _progress(_("Version %(n)s: what was reported") % named, self.entries)
        comments = [comment for entry in self.entries for comment in entry.comments.all()]
        if comments:
            yield _comments(_("Version %(n)s: comments on reports") % named, self.entries)

    def _dates(self, named):
        life = self.life
        renewals = {renewal.number + 1: renewal for renewal in self.version.renewals.all()}
        months = ngettext("%(num)s month", "%(num)s months", life.notice_months) % {"num": life.notice_months}
        rows = tuple(
            (str(term.number), date(term.starts_on), date(term.ends_on) or _("It has no end"),
             renewals[term.number].note if term.number in renewals else _("As the text says"))
            for term in life.terms
        )  # fmt: skip
        return RecordPart(
            _("Version %(n)s: dates") % named,
            facts=(
                (_("To be reviewed"), date(life.review_on) or _("No date is set")),
                (_("Notice of a council that leaves"), months),
                (_("Notice by"), date(life.notice_by) or _("It has no end")),
            ),
            columns=(_("Term"), _("From"), _("To"), _("Decided")),
            rows=rows,
        )


def lives_of(versions, person):
    """{version id: its `VersionLife`}; the same few queries for any number.

    `versions` come with agreement and convener. Progress, reviews and notices are for councils that take part; replies
    that an officer wrote down for the council itself and the convener.
    """
    if not versions:
        return {}
    takes_part = allows(person, "charters.see_progress", versions[0].agreement)
    entries, replies = _entries(versions, person), _replies(versions, person)
    prefetch_related_objects(versions, "renewals", "reviews__views__party__council", "withdrawals__party__council")
    return {
        version.pk: VersionLife(
            version=version,
            reviews=tuple(version.reviews.all())[::-1] if takes_part else (),
            notices=tuple(version.withdrawals.all()) if takes_part else (),
            entries=tuple(e for e in entries if takes_part and e.commitment.version_id == version.pk),
            replies=tuple(reply for reply in replies if reply.response.version_id == version.pk),
            takes_part=takes_part,
        )
        for version in versions
    }


def _entries(versions, person):
    mine = ProgressEntry.objects.visible_to(person).filter(commitment__version__in=versions).whole()
    in_order = mine.order_by("commitment__position", "commitment", "stood_on", "pk")
    return list(in_order.prefetch_related("comments__party__council"))


def _replies(versions, person):
    mine = ReceivedReply.objects.visible_to(person).filter(response__version__in=versions)
    return list(mine.whole().order_by("recorded_at", "pk"))


def _day(day):
    return day.isoformat() if day else None


def _who(party):
    return {"council": party.council.full_name, "where": party.council.context, "side": party.side}


def _file(holder, name):
    """A file that somebody attached, without the file itself."""
    file = getattr(holder, name, None)
    return file and {"filename": file.filename, "description": file.description, "sha256": file.sha256}


def _term(term):
    return {"number": term.number, "starts_on": _day(term.starts_on), "ends_on": _day(term.ends_on)}


def _renewal(renewal):
    return {
        "number": renewal.number,
        "months": renewal.months,
        "review_on": _day(renewal.review_on),
        "note": renewal.note,
        "renewed_at": moment(renewal.renewed_at),
    }


def _review(review):
    return {
        "opened_at": moment(review.opened_at),
        "views_by": _day(review.views_by),
        "closed_at": moment(review.closed_at) or None,
        "outcome": review.outcome or None,
        "finding": review.finding,
        "next_review_on": _day(review.next_review_on),
        "views": [
            {**_who(view.party), "verdict": view.verdict, "wish": view.wish, "text": view.text,
             "written_at": moment(view.written_at)}
            for view in review.views.all()
        ],
    }  # fmt: skip


def _notice(notice):
    return {
        **_who(notice.party),
        "given_on": _day(notice.given_on),
        "last_day": _day(notice.last_day),
        "minute_reference": notice.minute_reference,
        "reason": notice.reason,
    }


def _entry(entry):
    comments = [
        {**_who(comment.party), "text": comment.text, "written_at": moment(comment.written_at)}
        for comment in entry.comments.all()
    ]
    return {
        "commitment": entry.commitment.text,
        **_who(entry.party),
        "stood_on": _day(entry.stood_on),
        "standing": entry.standing,
        "figure": entry.figure,
        "text": entry.text,
        "link": entry.link or None,
        "written_at": moment(entry.written_at),
        "evidence": _file(entry, "evidence"),
        "comments": comments,
    }


def _reply(reply):
    return {
        **_who(reply.response.party),
        "channel": reply.channel,
        "received_on": _day(reply.received_on),
        "said_by": reply.said_by,
        "answer": reply.answer,
        "recorded_at": moment(reply.recorded_at),
        "scan": _file(reply, "scan"),
    }


def _sentences(*parts):
    """What is not empty, each as a sentence."""
    return " ".join(part if part.endswith((".", "!", "?")) else f"{part}." for part in parts if part)


def _shown(file, words):
    return words % {"name": file.filename, "shows": file.description} if file else ""


def _review_part(heading, review):
    facts = ((_("Opened"), date_time(review.opened_at)), (_("Views until"), date(review.views_by)))
    if review.closed_at:
        facts += (
            (_("Closed"), date_time(review.closed_at)),
            (_("What follows"), str(review.get_outcome_display())),
            (_("What was found"), review.finding),
        )
    if review.next_review_on:
        facts += ((_("Next review"), date(review.next_review_on)),)
    rows = tuple(
        (view.party.council.label, str(view.party.get_side_display()), str(view.get_verdict_display()),
         str(view.get_wish_display()), view.text)
        for view in review.views.all()
    )  # fmt: skip
    columns = (_("Council"), _("Side"), _("How it goes"), _("Wish"), _("What they say"))
    return RecordPart(heading, facts=facts, columns=columns, rows=rows)


def _notices(heading, notices):
    rows = tuple(
        (notice.party.council.label, date(notice.given_on), date(notice.last_day), notice.minute_reference,
         notice.reason)
        for notice in notices
    )  # fmt: skip
    columns = (_("Council"), _("Notice given"), _("Last day"), _("Minute"), _("Reason"))
    return RecordPart(heading, columns=columns, rows=rows)


def _progress(heading, entries):
    rows = tuple(
        (entry.commitment.text, entry.council.label, date(entry.stood_on), str(entry.get_standing_display()),
         _sentences(entry.figure, entry.text, _shown(getattr(entry, "evidence", None), _("File: %(name)s, %(shows)s")),
                    _("See %(link)s") % {"link": entry.link} if entry.link else ""))
        for entry in entries
    )  # fmt: skip
    columns = (_("Commitment"), _("Council"), _("As at"), _("How it stands"), _("What it says"))
    return RecordPart(heading, columns=columns, rows=rows)


def _comments(heading, entries):
    rows = tuple(
        (f"{entry.commitment.text} ({entry.council.label}, {date(entry.stood_on)})", comment.party.council.label,
         date_time(comment.written_at), comment.text)
        for entry in entries
        for comment in entry.comments.all()
    )  # fmt: skip
    columns = (_("On which report"), _("Council"), _("When"), _("What they say"))
    return RecordPart(heading, columns=columns, rows=rows)


def _letters(heading, replies):
    rows = tuple(
        (reply.council.label, str(reply.get_channel_display()), date(reply.received_on), reply.said_by,
         _sentences(str(reply.get_answer_display()),
                    _shown(getattr(reply, "scan", None), _("File: %(name)s, %(shows)s"))),
         date_time(reply.recorded_at))
        for reply in replies
    )  # fmt: skip
    columns = (_("Council"), _("How it came"), _("On"), _("From"), _("Answer"), _("Recorded"))
    return RecordPart(heading, columns=columns, rows=rows)
