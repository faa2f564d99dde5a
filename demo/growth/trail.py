"""What the audit trail says about the agreements of the national data set."""

from charters.models import Agreement, Answer
from demo.growth.events import Happened

SAID = {
    Answer.ACCEPTED: "%s accepted “%s”, version %s",
    Answer.WITH_COMMENTS: "%s accepted “%s”, version %s, with comments",
    Answer.DECLINED: "%s declined “%s”, version %s",
}


def of(nation, made):
    """Every event of these agreements, in no order."""
    for story in made:
        actor = f"Liaison officer, {story.principal.label}"
        yield _event(story, story.began, story.officer, actor, "started", f"“{story.title}”: draft started", (), True)
        for text in story.texts:
            if text.sent_at:
                yield from _of_round(nation, story, text, actor)


def _of_round(nation, story, text, actor):
    named = f"“{story.title}”, version {text.number}"
    asked = tuple(reply.party.council.pk for reply in text.replies)
    officer = story.officer
    yield _event(story, text.sent_at, officer, actor, "sent", f"{named}, sent to {len(asked)} councils", asked)
    for reply in text.replies:
        if reply.at:
            yield from _of_council(nation, story, text, reply)
    if text.closed_at:
        words = f"“{story.title}”: round of version {text.number} closed"
        yield _event(story, text.closed_at, officer, actor, "closed", words, asked)
    if text.in_force_at:
        manager = f"Manager, {story.principal.label}"
        words = f"{named}, countersigned and in force"
        yield _event(story, text.in_force_at, story.manager, manager, "in_force", words, asked)


def _of_council(nation, story, text, reply):
    council = reply.party.council
    clerk, actor, who = nation.clerks[council.pk], f"Clerk, {council.label}", (council.pk,)
    words = SAID[reply.answer] % (council.label, story.title, text.number)
    yield _event(story, reply.at, clerk, actor, "answered", words, who, True)
    if reply.signed_at:
        words = f"{council.label} signed “{story.title}”, version {text.number}"
        yield _event(story, reply.signed_at, clerk, actor, "signed", words, who)


def _event(story, at, by, actor, verb, sentence, councils, restricted=False):
    everyone = tuple({story.principal.pk, *councils})
    return Happened(at, by.pk, actor, f"charters.{verb}", sentence, Agreement, story.pk, everyone, restricted)
