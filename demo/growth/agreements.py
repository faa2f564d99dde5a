"""The agreements of the national data set as rows: texts, parties, answers, signatures and what was given out."""

from charters.models import (
    Agreement,
    AgreementVersion,
    Answer,
    Commitment,
    Kind,
    Party,
    Response,
    Section,
    Side,
    VersionStatus,
)
from core.copying import analyse, insert_rows, new_ids, update_rows
from demo.growth import papers, signatures, trail
from demo.growth.days import after
from demo.growth.stories import stories

PUBLISHED = 0.5  # of the agreements in force
RESPONSES = ("id", "version_id", "party_id", "sent_at", "sent_by_id", "answer", "comments", "share_comments", "reason",
             "answered_at", "answered_by_id", "paper_id")  # fmt: skip
COMMENT = "We agree, and ask for a named officer at the highways depot."
REASON = "The council wishes to see the costs of grass cutting first."


def agree(nation, many):
    """So many agreements, each with its versions and all that councils did with them."""
    taken = set(Agreement.objects.values_list("reference", flat=True))
    made = list(stories(nation, many, taken))
    texts = [(story, text) for story in made for text in story.texts]
    _number(Agreement, made)
    _number(AgreementVersion, [text for _story, text in texts])
    _number(Party, [party for story in made for party in (story.convener, *story.parties)])
    _write_agreements(nation, made)
    _write_texts(texts)
    insert_rows(Party, ("id", "agreement_id", "council_id", "side", "is_convener"), _parties(made))
    analyse(AgreementVersion, Party)
    kept = papers.keep(texts)
    _write_responses(nation, texts, kept)
    signatures.sign(nation, texts)
    papers.give_out(texts)
    nation.happened.extend(trail.of(nation, made))


def _number(model, things):
    for thing, pk in zip(things, new_ids(model, len(things)), strict=True):
        thing.pk = pk


def _write_agreements(nation, made):
    names = ("id", "reference", "kind", "title", "convener_id", "created_at", "created_by_id", "published_at",
             "published_by_id")  # fmt: skip
    rows = []
    for story in made:
        in_force = next((text for text in story.texts if text.status == VersionStatus.IN_FORCE), None)
        public = in_force is not None and nation.dice.random() < PUBLISHED
        published = (after(nation.dice, in_force.in_force_at, 10), story.officer.pk) if public else (None, None)
        rows.append((story.pk, story.reference, Kind.CHARTER, story.title, story.principal.pk, story.began,
                     story.officer.pk, *published))  # fmt: skip
    insert_rows(Agreement, names, rows)


def _write_texts(texts):
    """Sections and commitments are let in only before the text is frozen, so the versions are frozen afterwards."""
    rows = ((t.pk, s.pk, t.number, VersionStatus.WITHDRAWN, s.title, t.content["summary"]) for s, t in texts)
    insert_rows(AgreementVersion, ("id", "agreement_id", "number", "status", "title", "summary"), rows)
    analyse(Agreement, AgreementVersion)
    insert_rows(Section, ("version_id", "key", "heading", "body", "position"), _sections(texts))
    names = ("version_id", "kind", "owner_side", "text", "measure", "position")
    insert_rows(Commitment, names, _commitments(texts))
    names = ("id", "status", "review_on", "content", "canonical_text", "text_hash", "reply_by", "sent_at", "sent_by_id",
             "closed_at", "closed_by_id", "in_force_on")  # fmt: skip
    update_rows(AgreementVersion, names, [_frozen(story, text) for story, text in texts])


def _sections(texts):
    for _story, text in texts:
        for position, section in enumerate(text.content["sections"], start=1):
            yield text.pk, section["key"], section["heading"], section["body"], 10 * position


def _commitments(texts):
    for _story, text in texts:
        for position, one in enumerate(text.content["commitments"], start=1):
            yield text.pk, one["kind"], one["owner_side"], one["text"], one["measure"], 10 * position


def _frozen(story, text):
    officer = story.officer.pk
    return (
        text.pk,
        text.status,
        text.content["review_on"],
        text.content if text.sent_at else None,
        text.canonical,
        text.hash,
        text.reply_by,
        text.sent_at,
        officer if text.sent_at else None,
        text.closed_at,
        officer if text.closed_at else None,
        text.in_force_at and text.in_force_at.date(),
    )


def _parties(made):
    for story in made:
        yield story.convener.pk, story.pk, story.principal.pk, Side.PRINCIPAL, True
        for party in story.parties:
            yield party.pk, story.pk, party.council.pk, Side.LOCAL, False


def _write_responses(nation, texts, kept):
    replies = [(story, text, reply) for story, text in texts for reply in text.replies]
    _number(Response, [reply for _story, _text, reply in replies])
    insert_rows(Response, RESPONSES, (_response(nation, kept, *one) for one in replies))


def _response(nation, kept, story, text, reply):
    answered = reply.at is not None
    return (
        reply.pk,
        text.pk,
        reply.party.pk,
        text.sent_at,
        story.officer.pk,
        reply.answer,
        COMMENT if reply.answer == Answer.WITH_COMMENTS else "",
        reply.answer == Answer.WITH_COMMENTS and reply.pk % 2 == 0,
        REASON if reply.answer == Answer.DECLINED else "",
        reply.at,
        nation.clerks[reply.party.council.pk].pk if answered else None,
        kept[text.pk],
    )
