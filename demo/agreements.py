"""The charters of the demonstration, through the portal's own actions from the first draft to the signatures."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts.actions import confirm_identity_proof, start_identity_proof
from accounts.models import User
from charters import actions
from charters.models import Agreement, Answer, DecisionTaker, Kind
from charters.printing import make_issued_copy
from demo import app, clock, people, signed_pages
from demo.letterbox import proof_code
from demo.places import council_of
from demo.roles import fixture


def write_charters():
    """Every charter of the fixtures that is not there yet; one is written wholly or not at all."""
    for story in (*fixture("charters")["charters"], *fixture("other_kinds")["charters"]):
        convener = council_of(story["convener"])
        if not Agreement.objects.filter(convener=convener, title=story["title"]).exists():
            with clock.set_back(story.get("ago", 0)):
                write(story, convener)
                print_what_is_old(story, convener)
            tell_progress(story, convener)


@transaction.atomic
def write(story, convener):
    """Drafted; sent, answered and signed as far as the story goes."""
    officer = User.objects.get(email=story["officer"])
    version = draft(story, convener, officer)
    if "answers" not in story:
        return
    send(story, version, officer)
    answer(story, version, officer)
    if "countersigned_by" in story:
        put_in_force(story, version, officer)


def answer(story, version, officer):
    """What each council said and signed, and what was decided about comments on sections."""
    answers = story["answers"]
    for code in answers.get("signed", []):
        respond(version, code, Answer.ACCEPTED)
        sign(version, code)
    for answer, codes in ((Answer.ACCEPTED, "accepted"), (Answer.ACKNOWLEDGED, "acknowledged")):
        for code in answers.get(codes, []):
            respond(version, code, answer)
    for code, words in answers.get("with_comments", {}).items():
        shared = code in answers["shared"]["councils"]
        respond(version, code, Answer.WITH_COMMENTS, comments=words, share_comments=shared)
    for code, words in answers.get("declined", {}).items():
        respond(version, code, Answer.DECLINED, reason=words)
    for code, facts in answers.get("recorded", {}).items():
        record_for(version, code, facts, officer)
    for said in story.get("said", []):
        comment(version, said, officer)
    signed_pages.record(version, story.get("on_paper", {}), officer)


def draft(story, convener, officer):
    """Title, summary, the sections in words of their own, commitments, offers and asks."""
    what = {"kind": story.get("kind", Kind.CHARTER), "one_way": story.get("one_way", False)}
    agreement = actions.start_agreement(**what, title=story["title"], convener=convener, by=officer)
    version = agreement.versions.get()
    review_on = ahead(story["review_ahead"]) if "review_ahead" in story else None
    summary = story["summary"].strip()
    term = {name: story[name] for name in ("lasts_months", "notice_months") if name in story}
    words = {"title": story["title"], "summary": summary, "review_on": review_on}
    actions.edit_details(version=version, by=officer, **words, **term)
    for section in version.sections.filter(key__in=story["sections"]):
        body = story["sections"][section.key].strip()
        actions.edit_section(section=section, heading=section.heading, body=body, by=officer)
    for row in story.get("commitments", []):
        fields = {name: value for name, value in row.items() if name not in ("due_ahead", "progress", "grows_from")}
        due_on = ahead(row["due_ahead"]) if "due_ahead" in row else None
        if "grows_from" in row:
            fields["grew_from"] = version.commitments.get(text=row["grows_from"]).key
        actions.add_commitment(version=version, due_on=due_on, by=officer, **fields)
    return version


def send(story, version, officer):
    """To every local council of the convener, or to those that the story has answers of."""
    if story.get("send_to") == "all":
        councils = people.local_councils(version.agreement.convener)
    else:
        said = (story["answers"].get(name, ()) for name in ("signed", "accepted", "acknowledged", "declined"))
        councils = [council_of(code) for codes in said for code in codes]
    actions.send_version(version=version, councils=councils, reply_by=ahead(story["reply_ahead"]), by=officer)


def respond(version, code, answer, **words):
    """The council's answer, given by its clerk or, of a principal, its officer."""
    council = council_of(code)
    response = version.responses.get(party__council=council)
    actions.answer(response=response, answer=answer, by=people.speaker_for(council), **words)


def comment(version, said, officer):
    """A clerk says what should be different in a section; the officer decides, if the story says so."""
    council = council_of(said["council"])
    response = version.responses.get(party__council=council)
    words = {"key": said["key"], "text": said["text"]}
    found = actions.comment_on_section(response=response, by=people.speaker_for(council), **words)
    if "decision" in said:
        actions.decide_comment(comment=found, decision=said["decision"], reason=said["reason"], by=officer)


def record_for(version, code, facts, officer):
    """The officer writes down what a council said that has nobody on the portal."""
    response = version.responses.get(party__council=council_of(code))
    actions.record_reply(response=response, received_on=timezone.localdate(), by=officer, **facts)


def sign(version, code):
    """The council's signature after its resolution some weeks ago."""
    council = council_of(code)
    person = people.speaker_for(council)
    response = version.responses.with_version().get(party__council=council)
    prove(person, response.proof_key)
    taker = DecisionTaker.CABINET if council.is_principal else DecisionTaker.FULL_COUNCIL
    actions.sign(response=response, by=person, **resolution(person, council, taker))


def put_in_force(story, version, officer):
    """Closed by the officer, countersigned by the lead member, published."""
    version.refresh_from_db()
    actions.close_round(version=version, by=officer)
    lead = User.objects.get(email=story["countersigned_by"])
    prove(lead, actions.countersign_key(version))
    convener = version.agreement.convener
    actions.countersign(version=version, by=lead, **resolution(lead, convener, DecisionTaker.CABINET))
    if story.get("publish"):
        agreement = Agreement.objects.get(pk=version.agreement_id)
        actions.set_published(agreement=agreement, published=True, by=officer)


def print_what_is_old(story, convener):
    """The signed copy of a charter of long ago exists already; that of a new one is made by the worker in a moment."""
    if story.get("ago") and "countersigned_by" in story:
        make_issued_copy(Agreement.objects.get(convener=convener, title=story["title"]).in_force.pk)


def tell_progress(story, convener):
    """What councils said since about their commitments, each on its day, and what the other side said to it."""
    told = [(entry, row["text"]) for row in story.get("commitments", []) for entry in row.get("progress", [])]
    for entry, text in sorted(told, key=lambda pair: -pair[0]["ago"]):
        with clock.set_back(entry["ago"]):
            report(Agreement.objects.get(convener=convener, title=story["title"]), text, entry)


@transaction.atomic
def report(agreement, text, entry):
    """One report, and a week later perhaps a comment on it."""
    council = council_of(entry["by"])
    words = {name: entry[name] for name in ("standing", "text", "figure") if name in entry}
    reported = actions.report_progress(
        commitment=agreement.in_force.commitments.get(text=text),
        party=agreement.parties.get(council=council),
        stood_on=timezone.localdate(),
        by=people.speaker_for(council),
        **words,
    )
    if "comment" in entry:
        other = council_of(entry["comment"]["by"])
        party, person = agreement.parties.get(council=other), people.speaker_for(other)
        actions.comment_on_progress(entry=reported, party=party, text=entry["comment"]["text"], by=person)


def prove(person, subject_key):
    """The person enters the code of their app; without one they ask for a code and find it in the mail."""
    start_identity_proof(by=person, purpose="Sign a charter", subject_key=subject_key)
    code = app.code_of(person) or proof_code(person.email)
    confirm_identity_proof(by=person, subject_key=subject_key, code=code)


def resolution(person, council, taker):
    """Who signs and on what decision: a day two to six weeks back, and a minute number."""
    back = 14 + council.pk % 28
    role = person.current_memberships[0].get_role_display()
    return {
        "typed_name": person.name,
        "role_title": role,
        "decision_taker": taker,
        "resolution_on": ahead(-back),
        "minute_reference": f"{100 + council.pk % 80}/{timezone.localdate():%y}",
    }


def ahead(days):
    """The day so many days from today."""
    return timezone.localdate() + timedelta(days=days)
