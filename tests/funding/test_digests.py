"""The funding e-mail: everyone gets exactly what is due, once, and nobody who does not want it."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Membership
from core.emails import rendered
from core.mail.addresses import note_failure
from core.mail.blocks import send_block
from core.models import AddressState, AuditEvent, MailBody, OutgoingEmail
from core.policies import SYSTEM
from councils.models import Profile
from funding import actions
from funding.actions.digests import note_of, write_note
from funding.actions.subscriptions import choose_digests, stop_digests
from funding.digests import running
from funding.digests.message import Digest, Item, Section, from_content
from funding.digests.running import preview, preview_for, send_digests, waiting_notes
from funding.digests.sizes import that_fits
from funding.digests.tasks import send_due_digests
from funding.models import DigestEdition, DigestRun, Opportunity, Rhythm, Stop
from tests.accounts.factories import person
from tests.casestudies.factories import TermFactory
from tests.councils.factories import CouncilFactory
from tests.funding.factories import administrator, draft, published
from tests.funding.readers import reader, text_of, told, written_to

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 3, 23, 12, tzinfo=UTC)  # the week in which the clocks go forward
TUESDAY = datetime(2026, 3, 24, 7, 30, tzinfo=UTC)
NEXT = datetime(2026, 3, 31, 6, 30, tzinfo=UTC)  # 7:30 in London
FIRST_OF_MONTH = datetime(2026, 4, 7, 6, 30, tzinfo=UTC)


@pytest.fixture
def clock():
    with time_machine.travel(MONDAY, tick=False) as clock:
        send_digests(by=SYSTEM)  # the runs before: nobody is there yet
        yield clock


def at(clock, moment):
    """Whatever is due at this moment."""
    clock.move_to(moment)
    return send_digests(by=SYSTEM)


def deliver_all():
    return sum(send_block(number) for number in OutgoingEmail.objects.due().shared().blocks())


def test_a_week_is_told_once_on_tuesday_at_half_past_seven_in_london(clock):
    who, greens = reader(), published()
    assert at(clock, TUESDAY - timedelta(seconds=1)) == 0
    assert at(clock, TUESDAY) == 1
    assert told(written_to(who)[0]) == [("new", greens.title)]
    assert at(clock, TUESDAY + timedelta(minutes=1)) == 0
    assert at(clock, NEXT - timedelta(seconds=1)) == 0
    published(round_name="Round 2")
    assert at(clock, NEXT) == 1
    assert told(written_to(who)[1]) == [("new", "Village Greens Fund, Round 2")]


def test_nothing_new_means_no_mail_and_the_run_is_noted_all_the_same(clock):
    who = reader()
    draft()
    assert at(clock, TUESDAY) == 0
    assert written_to(who) == []
    assert DigestRun.objects.get(kind="weekly", ends_at=TUESDAY).finished_at
    assert not AuditEvent.objects.filter(verb="funding.digest_sent").exists()


def test_what_closes_soon_is_repeated_once(clock):
    who = reader()
    published(closes_at=NEXT + timedelta(days=10))
    at(clock, TUESDAY)
    for weeks in (1, 2):
        at(clock, TUESDAY + timedelta(weeks=weeks))
    assert [told(mail)[0][0] for mail in written_to(who)] == ["new", "closing"]


def test_a_corrected_closing_time_reaches_once_those_who_were_told_the_old_one(clock):
    told_before, greens = reader(), published()
    at(clock, TUESDAY)
    new_one = reader()
    actions.correct_deadline(opportunity=greens, closes_at=NEXT + timedelta(days=40), by=administrator())
    assert at(clock, NEXT) == 2
    assert told(written_to(told_before)[1]) == [("changed", greens.title)]
    assert told(written_to(new_one)[0]) == [("new", greens.title)]
    item = written_to(told_before)[1].body.edition.content["sections"][0]["items"][0]
    assert item["before"] != item["closing"]
    assert at(clock, NEXT + timedelta(weeks=1)) == 0


def test_a_correction_goes_at_once_to_whoever_was_told_whatever_their_rhythm(clock):
    council, greens = CouncilFactory(), published(closes_at=FIRST_OF_MONTH + timedelta(days=20))
    monthly, weekly, never = reader(council, rhythm="monthly"), reader(council), reader(council)
    at(clock, FIRST_OF_MONTH)
    stop_digests(reader=never, way=Stop.Way.LINK, by=None)
    other = published(round_name="Other", closes_at=None)
    clock.shift(timedelta(days=1))
    actions.correct_deadline(opportunity=greens, closes_at=timezone.now() + timedelta(days=3), by=administrator())
    assert at(clock, timezone.now() + timedelta(minutes=15)) == 2
    assert [told(written_to(who)[-1]) for who in (monthly, weekly)] == [[("changed", greens.title)]] * 2
    assert at(clock, timezone.now() + timedelta(minutes=15)) == 0
    actions.withdraw_opportunity(opportunity=greens, reason="No money", by=administrator())
    assert at(clock, timezone.now() + timedelta(minutes=15)) == 2
    assert at(clock, FIRST_OF_MONTH + timedelta(weeks=1)) == 1  # the rest keeps its rhythm, and is not told again
    assert told(written_to(weekly)[-1]) == [("new", other.title)]
    assert len(written_to(never)) == 1


def test_the_last_call_is_by_the_rhythm_of_each_wish(clock):
    often, seldom = CouncilFactory(principal=True), CouncilFactory(principal=True)
    a, b = CouncilFactory(parents=[often]), CouncilFactory(parents=[seldom])
    who = reader(a, b)
    choose_digests(person=who.person, choices={a: ("weekly", []), b: ("monthly", [])}, by=who.person)
    published(often, by=person("liaison_officer", often), programme="A", closes_at=FIRST_OF_MONTH + timedelta(days=20))
    closes = FIRST_OF_MONTH + timedelta(days=25)  # before the monthly e-mail of May, so April's is the last
    published(seldom, by=person("liaison_officer", seldom), programme="B", closes_at=closes)
    at(clock, TUESDAY)
    assert {why for why, _title in told(written_to(who)[0])} == {"new"}
    at(clock, FIRST_OF_MONTH)
    assert told(written_to(who)[1]) == [("closing", "B")]
    at(clock, FIRST_OF_MONTH + timedelta(weeks=1))
    assert [told(mail) for mail in written_to(who)][2:] == [[("closing", "A")]]


def test_who_was_told_learns_that_it_was_withdrawn(clock):
    who, greens = reader(), published()
    at(clock, TUESDAY)
    actions.withdraw_opportunity(opportunity=greens, reason="The funder stopped it", by=administrator())
    at(clock, NEXT)
    assert told(written_to(who)[1]) == [("gone", greens.title)]
    assert "The funder stopped it" in written_to(who)[1].body.text


def test_a_clerk_of_three_councils_gets_one_mail_with_each_opportunity_once(clock):
    north, south = CouncilFactory(principal=True), CouncilFactory(principal=True)
    a, b, c = CouncilFactory(parents=[north]), CouncilFactory(parents=[north]), CouncilFactory(parents=[south])
    who = reader(a, b, c)
    published(programme="For all")
    published(programme="For the north", owner=north, by=person("liaison_officer", north))
    assert at(clock, TUESDAY) == 1
    [mail] = written_to(who)
    first, second = mail.body.edition.content["sections"]
    assert (len(first["councils"]), [item["title"] for item in first["items"]]) == (3, ["For all"])
    assert (len(second["councils"]), [item["title"] for item in second["items"]]) == (2, ["For the north"])
    assert mail.subject == "Funding for your councils: 2 new"


def test_what_a_council_looks_for_and_the_place_of_several_are_said_once(clock):
    north = CouncilFactory(principal=True, name="North", short_name="North")
    a, b = (CouncilFactory(parents=[north], name=name, context="North") for name in ("Ash", "Beech"))
    Profile.objects.create(council=b, needs=["staff", "data"])
    who, far = reader(a, b), reader(CouncilFactory(parents=[north]), CouncilFactory(context="South"))
    published(needs=["training", "staff"])
    assert at(clock, TUESDAY) == 2
    [mail] = written_to(who)
    digest = from_content(mail.body.edition.content)
    assert digest.sections[0].heading() == f"For {a.full_name} and {b.full_name} (all in North)"
    assert digest.reason().endswith(f"{a.full_name}, {b.full_name} (all in North).")
    for text in (mail.body.text, mail.body.html):
        assert "It can help with staff time, which you look for" in text
    [other] = written_to(far)
    assert "all in" not in other.body.text
    assert "(South)" in other.body.text
    assert "look for" not in other.body.text


def test_only_what_fits_the_council_and_its_themes_is_told(clock):
    greens, halls = TermFactory(slug="greens"), TermFactory(slug="halls")
    elsewhere = CouncilFactory(principal=True)
    who = reader(themes=[greens.slug])
    published(programme="Greens", themes=[greens.slug])
    published(programme="Halls", themes=[halls.slug])
    published(programme="For meetings", types=["parish_meeting"])
    published(programme="Elsewhere", areas=[elsewhere])
    published(programme="Theirs", owner=elsewhere, by=person("liaison_officer", elsewhere))
    published(programme="Wales", nations=["Wales"])
    at(clock, TUESDAY)
    assert told(written_to(who)[0]) == [("new", "Greens")]


def test_rhythms_go_their_own_way_and_none_is_told_twice(clock):
    weekly, monthly, at_once, never = (reader(rhythm=rhythm) for rhythm in ("weekly", "monthly", "now", "weekly"))
    stop_digests(reader=never, way=Stop.Way.LINK, by=None)
    published(closes_at=MONDAY + timedelta(days=90))
    assert at(clock, MONDAY + timedelta(minutes=15)) == 1
    assert len(written_to(at_once)) == 1
    assert at(clock, TUESDAY) == 1
    assert (len(written_to(weekly)), len(written_to(monthly))) == (1, 0)
    assert at(clock, FIRST_OF_MONTH) == 1
    assert (len(written_to(weekly)), len(written_to(monthly)), written_to(never)) == (1, 1, [])


def test_a_change_of_rhythm_neither_repeats_nor_misses(clock):
    who = reader()
    council = who.subscriptions.get().council
    published(programme="First", closes_at=MONDAY + timedelta(days=90))
    at(clock, TUESDAY)
    choose_digests(person=who.person, choices={council: ("monthly", [])}, by=who.person)
    published(programme="Second", closes_at=MONDAY + timedelta(days=90))
    assert at(clock, NEXT) == 0
    at(clock, FIRST_OF_MONTH)
    assert [told(mail) for mail in written_to(who)] == [[("new", "First")], [("new", "Second")]]


def test_a_period_that_was_missed_is_found_and_run_with_all_it_missed(clock):
    who = reader()
    published(programme="First", closes_at=MONDAY + timedelta(days=90))
    clock.move_to(NEXT + timedelta(days=8))
    published(programme="Second", closes_at=MONDAY + timedelta(days=90))
    late = NEXT + timedelta(days=9, hours=5)  # nothing ran for two weeks and a half
    assert at(clock, late) == 1
    run = DigestRun.objects.filter(kind="weekly").newest_first().first()
    assert (run.begins_at, run.ends_at) == (datetime(2026, 3, 17, 7, 30, tzinfo=UTC), NEXT + timedelta(weeks=1))
    assert {title for _why, title in told(written_to(who)[0])} == {"First", "Second"}


def test_what_is_published_while_a_run_is_under_way_comes_with_the_next(clock, monkeypatch):
    first, second = reader(), reader()
    published(programme="Before", closes_at=MONDAY + timedelta(days=90))
    clock.move_to(TUESDAY)
    broken_after(monkeypatch, 1)
    with pytest.raises(RuntimeError):
        send_digests(by=SYSTEM)
    monkeypatch.undo()
    clock.shift(timedelta(minutes=1))
    published(programme="Meanwhile", closes_at=MONDAY + timedelta(days=90))
    assert send_digests(by=SYSTEM) == 1
    assert [told(mail) for who in (first, second) for mail in written_to(who)] == [[("new", "Before")]] * 2


def broken_after(monkeypatch, chunks):
    """The worker dies in the middle of the chunk after so many whole ones; a chunk is one reader."""
    monkeypatch.setattr(running, "CHUNK", 1)
    usual, calls = running.Telling.objects.bulk_create, []

    def die(rows):
        calls.append(rows)
        if len(calls) > chunks:
            raise RuntimeError("killed")
        return usual(rows)

    monkeypatch.setattr(running.Telling.objects, "bulk_create", die)


def test_a_run_killed_in_the_middle_is_resumed_where_it_was(clock, monkeypatch):
    readers = [reader() for _number in range(4)]
    published()
    clock.move_to(TUESDAY)
    broken_after(monkeypatch, 2)
    with pytest.raises(RuntimeError):
        send_digests(by=SYSTEM)
    assert OutgoingEmail.objects.filter(kind="funding.digest").count() == 2  # the third chunk left nothing behind
    monkeypatch.undo()
    assert send_digests(by=SYSTEM) == 2
    assert [len(written_to(who)) for who in readers] == [1] * 4


def test_readers_with_the_same_share_one_text_and_the_database_allows_one_mail_each(clock):
    council = CouncilFactory()
    readers = [reader(council) for _number in range(3)]
    reader()
    published()
    at(clock, TUESDAY)
    assert MailBody.objects.count() == DigestEdition.objects.count() == 2
    mail = written_to(readers[0])[0]
    assert {row.body_id for who in readers for row in written_to(who)} == {mail.body_id}
    with pytest.raises(IntegrityError, match="batch_once_for_each"), transaction.atomic():
        OutgoingEmail.objects.create(to=mail.to, kind="x", batch=mail.batch)


def test_who_stopped_who_left_and_whose_address_fails_gets_nothing(clock):
    stopped, left, failing, closed = (reader() for _number in range(4))
    published()
    stop_digests(reader=stopped, way=Stop.Way.LINK, by=None)
    Membership.objects.filter(user=left.person).update(ends_on=timezone.localdate() - timedelta(days=1))
    note_failure(failing.person.email, AddressState.State.HARD, "5.1.1", mailed_at=timezone.now())
    closed.person.is_active = False
    closed.person.save()
    assert at(clock, TUESDAY) == 0
    AddressState.objects.all().delete()  # once mail reaches it again, nothing was missed
    assert at(clock, NEXT) == 1
    assert len(written_to(failing)) == 1


def test_a_stop_reaches_what_waits_in_the_outbox(clock, mailoutbox):
    who = reader()
    published()
    at(clock, TUESDAY)
    assert stop_digests(reader=who, way=Stop.Way.ONE_CLICK, by=None) is True
    assert stop_digests(reader=who, way=Stop.Way.ONE_CLICK, by=None) is False
    assert deliver_all() == 0
    assert written_to(who)[0].status == "cancelled"
    assert Stop.objects.get().run == DigestRun.objects.get(kind="weekly", ends_at=TUESDAY)


def test_the_mail_carries_the_note_of_the_principal_once_for_each_rhythm(clock, mailoutbox):
    principal = CouncilFactory(principal=True)
    officer = person("liaison_officer", principal)
    who, other = reader(CouncilFactory(parents=[principal])), reader()
    write_note(principal=principal, text="Our own small grants close on Friday.", by=officer)
    published()
    at(clock, TUESDAY)
    assert "small grants close on Friday" in written_to(who)[0].body.text
    assert "small grants close" not in written_to(other)[0].body.text
    assert deliver_all() == 2
    published(round_name="2")
    at(clock, NEXT)
    assert "small grants close" not in written_to(who)[1].body.text
    text = text_of(next(mail for mail in mailoutbox if mail.to == [who.person.email]))
    assert who.key in text
    assert "You get this e-mail because" in text


def test_a_note_alone_is_no_reason_for_a_mail_and_waits_until_somebody_gets_it(clock):
    principal, other = CouncilFactory(principal=True), CouncilFactory(principal=True)
    who, _stranger = reader(CouncilFactory(parents=[principal])), reader(CouncilFactory(parents=[other]))
    officer = person("liaison_officer", principal)
    write_note(principal=principal, text="Hello", by=officer)
    published(other, by=person("liaison_officer", other))
    assert at(clock, TUESDAY) == 1  # nobody of ours
    assert note_of(principal).text == "Hello"
    published(principal, by=officer)
    assert at(clock, NEXT) == 1
    assert "Hello" in written_to(who)[0].body.text
    assert waiting_notes(who.subscriptions.get().council, Rhythm.WEEKLY) == []


def test_the_longest_mail_stays_small_and_its_page_tells_all(clock, mailoutbox):
    principal = CouncilFactory(principal=True)
    who = reader(CouncilFactory(parents=[principal]))
    write_note(principal=principal, text="Ä" * 1000, by=person("liaison_officer", principal))
    text = "Ein – “Wörtchen” 中. " * 180
    facts = {"published_at": MONDAY, "status": "published", "closes_at": MONDAY + timedelta(days=90)}
    Opportunity.objects.bulk_create(
        Opportunity(programme=f"{n:03}{'中' * 150}", funder="é" * 160, summary=text, note=text, **facts)
        for n in range(160)
    )
    at(clock, TUESDAY)
    deliver_all()
    [mail] = mailoutbox
    assert len(mail.message().as_bytes()) < 100_000
    assert "Funding for" in mail.subject
    assert ": 150 new" in mail.subject
    assert re.search(r"\d+ more opportunities are on the page of this e-mail", text_of(mail))
    assert len(told(written_to(who)[0])) == 150
    at(clock, NEXT)
    mails = [told(mail) for mail in written_to(who)]
    assert len({title for mail in mails for _why, title in mail}) == sum(map(len, mails)) == 160


def test_a_long_mail_tells_everything_in_short_before_it_leaves_anything_out():
    item = Item(
        "new", "New", "P" * 100, "F" * 60, "5pm", "", "", "Capital", "", "s" * 600, "n" * 600, "https://x/", False
    )
    digest = Digest(("Olney",), (Section(("Olney",), (item,) * 90),), (), manage="", stop="", page="https://x/")
    shorter, _body = that_fits(digest, lambda each: MailBody(**rendered(each)))
    assert shorter.more == 0
    assert all(each.is_brief or len(each.summary) <= 160 for each in shorter.sections[0].items)


def test_the_preview_is_what_is_sent(clock):
    who = reader()
    council = who.subscriptions.get().council
    published()
    shown = preview_for(who, Rhythm.WEEKLY)
    at(clock, TUESDAY)
    assert [(item.why, item.title) for item in shown.sections[0].items] == told(written_to(who)[0])
    assert preview_for(who, Rhythm.WEEKLY) is None
    assert preview(council, Rhythm.WEEKLY) is None  # everything was told with the last run
    published(round_name="3")
    assert [item.title for item in preview(council, Rhythm.WEEKLY).sections[0].items] == ["Village Greens Fund, 3"]


def test_the_task_does_the_same_and_twice_is_once(clock):
    reader()
    published()
    clock.move_to(TUESDAY)
    send_due_digests()
    send_due_digests()
    assert OutgoingEmail.objects.filter(kind="funding.digest").count() == 1


def test_who_has_had_other_mail_is_told_at_once_all_the_same(clock):
    who = reader(rhythm=Rhythm.NOW)
    OutgoingEmail.objects.create(to=who.person.email, kind="accounts.code", subject="Your code", text="1", html="1")
    published()
    assert at(clock, MONDAY + timedelta(minutes=15)) == 1


def test_the_preview_of_a_council_says_nothing_of_what_is_not_for_it(clock):
    council, far = CouncilFactory(), CouncilFactory(principal=True)
    officer = person("liaison_officer", far)
    theirs, ours = published(far, by=officer), published()
    reader(council)
    at(clock, TUESDAY)
    clock.move_to(TUESDAY + timedelta(hours=1))
    for each, by in ((theirs, officer), (ours, administrator())):
        actions.withdraw_opportunity(opportunity=each, reason="The funder has no money", by=by)
    shown = preview(council, Rhythm.WEEKLY).sections[0].items
    assert [(item.why, item.title) for item in shown] == [("gone", ours.title)]


def test_what_was_stopped_on_its_way_is_told_to_whoever_comes_back(clock):
    who, fund = reader(), published()
    council = who.subscriptions.get().council
    at(clock, TUESDAY)
    stop_digests(reader=who, way=Stop.Way.LINK, by=None)
    choose_digests(person=who.person, choices={council: (Rhythm.WEEKLY, [])}, by=who.person)
    assert at(clock, NEXT) == 1
    assert told(written_to(who)[-1]) == [("new", fund.title)]


def test_what_is_not_open_yet_says_when_it_opens(clock):
    who = reader()
    published(opens_at=NEXT + timedelta(days=3), closes_at=None)
    at(clock, TUESDAY)
    [mail] = written_to(who)
    assert "Opens: 7:30am on 3 April 2026. Open until further notice" in mail.body.text
