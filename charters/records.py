"""An agreement with its versions, answers, signatures and timeline, as one person may see it; data and document."""

from django.conf import settings
from django.utils.translation import gettext as _

from charters.comments import said_in
from charters.life_records import lives_of
from charters.models import AgreementVersion, IssuedCopy, Response, SectionComment
from charters.wording import content
from core.csv import LICENCE, moment
from core.documents.records import RecordDocument, RecordPart
from core.formatting import date, date_time
from core.models import AuditEvent

FORMAT = "common-ground-agreement-1"


class AgreementRecord:
    """What the person may see of one agreement, read once."""

    def __init__(self, agreement, person):
        self.agreement, self.person = agreement, person
        mine = AgreementVersion.objects.visible_to(person).filter(agreement=agreement)
        whole = mine.select_related("agreement__convener")
        parts = ("signatures__party__council", "signatures__received__page", "sections", "commitments")
        self.versions = list(whole.prefetch_related(*parts))
        responses = Response.objects.visible_to(person).filter(version__in=self.versions)
        self.responses = list(responses.for_board().select_related("party__council", "version"))
        copies = IssuedCopy.objects.filter(version__in=self.versions).select_related("document")
        self.copies = list(copies.defer("document__content").order_by("version", "number"))
        self.lives = lives_of(self.versions, person)
        self.comments = SectionComment.objects.visible_to(person).about(agreement).whole().newest_round_first()
        self.rounds = {each.version.pk: each for each in said_in(agreement, list(self.comments))}
        takes_part = person.is_staff or agreement.concerns(person.council_ids())
        events = AuditEvent.objects.about(agreement).readable_by(person)
        self.events = list(events) if takes_part else []

    # data

    def data(self):
        """Ready for JSON, the newest version first."""
        agreement = self.agreement
        return {
            "format": FORMAT,
            "reference": agreement.reference,
            "title": agreement.title,
            "kind": agreement.kind,
            "one_way": agreement.one_way,
            "convener": agreement.convener.full_name,
            "published_at": moment(agreement.published_at) or None,
            "versions": [self._version(version) for version in self.versions],
            "timeline": [{"at": moment(e.at), "by": e.actor, "event": e.sentence} for e in self.events],
            "licence": LICENCE,
        }

    def _version(self, version):
        return {
            "number": version.number,
            "status": version.status,
            "sent_at": moment(version.sent_at) or None,
            "reply_by": version.reply_by.isoformat() if version.reply_by else None,
            "closed_at": moment(version.closed_at) or None,
            "in_force_on": version.in_force_on.isoformat() if version.in_force_on else None,
            "text_sha256": version.text_hash or None,
            "text": content(version),
            "answers": [_answer(r) for r in self.responses if r.version_id == version.pk],
            "comments": [_said(each) for each in self._said(version)],
            "signatures": [_signature(s) for s in version.signatures.all()],
            "issued_copies": [_copy(c) for c in self.copies if c.version_id == version.pk],
            **self.lives[version.pk].data(),
        }

    def _said(self, version):
        """What councils said about its sections and what was decided, in the order of the text."""
        return self.rounds[version.pk].said if version.pk in self.rounds else ()

    # document

    def document(self, *, at):
        """The same on paper; the full text of a version is its own document, so only its commitments are here."""
        agreement = self.agreement
        parts = [RecordPart(_("The agreement"), facts=self._facts())]
        for version in self.versions:
            parts += self._parts_of(version)
        parts.append(
            RecordPart(
                _("What happened"),
                columns=(_("When"), _("Who"), _("What")),
                rows=tuple((date_time(e.at), e.actor, e.sentence) for e in self.events),
                nothing=_("The timeline is for the councils that take part."),
            )
        )
        return RecordDocument(
            title=agreement.title,
            subject=_("Record of %(reference)s") % {"reference": agreement.reference},
            author=agreement.convener.full_name,
            reference=agreement.reference,
            issued_at=at,
            kind=_("Record of an agreement"),
            context=f"{agreement.kind_name} {agreement.reference}",
            made_for=self.person.role_label(),
            parts=tuple(parts),
            demonstration=settings.DEMO,
        )

    def _facts(self):
        agreement = self.agreement
        return (
            (_("Reference"), agreement.reference),
            (_("Convened by"), agreement.convener.full_name),
            (_("Published"), date(agreement.published_at) or _("No")),
            (_("Versions you may see"), ", ".join(str(version.number) for version in self.versions)),
        )

    def _parts_of(self, version):
        named = {"n": version.number}
        facts = (
            (_("State"), str(version.get_status_display())),
            (_("Sent"), date_time(version.sent_at)),
            (_("Reply by"), date(version.reply_by)),
            (_("In force since"), date(version.in_force_on)),
            (_("Fingerprint of the text (SHA-256)"), version.text_hash),
            *((_("Issued copy %(n)s (SHA-256)") % {"n": c.number}, c.document.sha256)
              for c in self.copies if c.version_id == version.pk),
        )  # fmt: skip
        text = content(version)
        yield RecordPart(_("Version %(n)s") % named, facts=facts, body_text=text["summary"])
        if text["commitments"]:
            rows = tuple(
                (i["text"], _side(i["owner_side"]), i["measure"], i["due_on"] or "") for i in text["commitments"]
            )
            columns = (_("Commitment"), _("Side"), _("Measure"), _("By"))
            yield RecordPart(_("Version %(n)s: commitments") % named, columns=columns, rows=rows)
        answers = [r for r in self.responses if r.version_id == version.pk]
        if answers:
            rows = tuple(
                (r.party.council.label, str(r.get_answer_display()), date(r.answered_at), r.comments or r.reason)
                for r in answers
            )
            columns = (_("Council"), _("Answer"), _("When"), _("What they say"))
            yield RecordPart(_("Version %(n)s: answers") % named, columns=columns, rows=rows)
        if said := self._said(version):
            columns = (_("Section"), _("You said"), _("Decision"), _("We changed"))
            rows = tuple(_said_row(each) for each in said)
            yield RecordPart(_("Version %(n)s: you said, we changed") % named, columns=columns, rows=rows)
        signatures = list(version.signatures.all())
        if signatures:
            rows = tuple(
                (s.council_name, f"{s.typed_name}, {s.role_title}", s.minute_reference, _when(s)) for s in signatures
            )
            columns = (_("Council"), _("Signed by"), _("Minute"), _("When"))
            yield RecordPart(_("Version %(n)s: signatures") % named, columns=columns, rows=rows)
        yield from self.lives[version.pk].parts()


def _when(signature):
    """The moment it was given; on paper the day on the page, and how it came."""
    if not signature.received_id:
        return date_time(signature.signed_at)
    return f"{date(signature.received.page.signed_on)}, {signature.manner}"


def _side(side):
    return {"principal": _("Principal"), "local": _("Local"), "both": _("Both")}[side]


def _answer(response):
    return {
        "council": response.party.council.full_name,
        "where": response.party.council.context,
        "side": response.party.side,
        "answer": response.answer,
        "answered_at": moment(response.answered_at) or None,
        "comments": response.comments,
        "reason": response.reason,
        "came_by": response.channel or ("portal" if response.answered_at else None),
        "signed": response.is_signed,
    }


def _said(said):
    comment = said.comment
    return {
        "council": comment.council.full_name,
        "where": comment.council.context,
        "section": comment.heading,
        "comment": comment.text,
        "written_at": moment(comment.written_at),
        "decision": comment.decision or None,
        "reason": comment.reason,
        "decided_at": moment(comment.decided_at) or None,
        "in_version": said.later.number if said.shows else None,
    }


def _said_row(said):
    comment = said.comment
    where = _("In version %(n)s.") % {"n": said.later.number} if said.shows else ""
    decided = str(comment.get_decision_display()) if comment.decision else _("Not decided yet")
    said_by = f"{comment.council.label}: {comment.text}"
    return comment.heading, said_by, decided, f"{comment.reason} {where}".strip()


def _signature(signature):
    return {
        "council": signature.council_name,
        "where": signature.council_context,
        "side": signature.party.side,
        "typed_name": signature.typed_name,
        "role_title": signature.role_title,
        "decision_taker": signature.decision_taker,
        "resolution_on": signature.resolution_on.isoformat() if signature.resolution_on else None,
        "minute_reference": signature.minute_reference,
        "signed_at": moment(signature.signed_at),
        "identity": signature.identity_label,
        "text_sha256": signature.text_hash,
        "is_countersignature": signature.is_countersignature,
        "on_paper": _page(signature.received.page) if signature.received_id else None,
    }


def _page(page):
    """Of a signature on paper: the page, without its scan."""
    return {
        "signed_on": page.signed_on.isoformat(),
        "association": page.association or None,
        "objections_until": page.object_until.isoformat() if page.object_until else None,
        "came_by": page.channel,
        "received_on": page.received_on.isoformat(),
        "recorded_at": moment(page.recorded_at),
    }


def _copy(copy):
    return {"number": copy.number, "issued_at": moment(copy.issued_at), "sha256": copy.document.sha256,
            "signatures": copy.signatures}  # fmt: skip
