"""Choosing, stopping by one click, and the pages of those who look after the funding e-mail."""

from datetime import timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.jobs.models import Job
from core.models import AuditEvent, IncomingEmail, OutgoingEmail
from core.policies import SYSTEM
from core.tasks import run_job
from councils.models import OwnPortal
from funding.actions.digests import note_of, send_test, write_note
from funding.digests.periods import period_of
from funding.digests.running import links_of, send_digests
from funding.jobs.digests import document_of
from funding.models import DigestEdition, DigestRun, EditorNote, Reader, Rhythm, Stop, Subscription
from tests.accounts.factories import person, sign_in
from tests.architecture.writes import changed_since, written
from tests.casestudies.factories import TermFactory
from tests.councils.factories import CouncilFactory
from tests.funding.factories import published
from tests.funding.readers import reader, written_to
from tests.saving import save

pytestmark = pytest.mark.django_db
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def bare():
    """A mail program: no cookie, no token, and forms are checked as in production."""
    return Client(enforce_csrf_checks=True)


def path(url):
    return "/" + url.split("/", 3)[3]


def stop_of(who):
    return path(links_of(who)["stop"])


def rhythms(who):
    return list(who.subscriptions.order_by("pk").values_list("rhythm", flat=True))


def sent_run():
    """The next weekly run, done at its time."""
    with time_machine.travel(period_of(Rhythm.WEEKLY, timezone.now()).ends_at, tick=False):
        send_digests(by=SYSTEM)
    return DigestRun.objects.filter(kind="weekly").newest_first().first()


def test_one_click_stops_everything_without_cookie_login_token_or_redirect(bare):
    who = reader(CouncilFactory(), CouncilFactory())
    answer = bare.post(stop_of(who), ONE_CLICK)
    assert (answer.status_code, answer.content, dict(answer.cookies)) == (200, b"", {})
    assert rhythms(who) == ["never", "never"]
    assert Stop.objects.get().way == "one_click"
    assert bare.post(stop_of(who), ONE_CLICK).status_code == 200
    assert Stop.objects.count() == 1


def test_scanners_may_fetch_the_links_as_often_as_they_like(bare):
    who, before = reader(), written()
    for url in links_of(who).values():
        for method in (bare.get, bare.head, bare.options) * 3:
            assert method(path(url)).status_code == 200
    assert changed_since(before) == set()
    assert rhythms(who) == ["weekly"]


def test_a_key_nobody_was_given_is_not_found_and_shows_nothing(bare):
    for name in ("funding:stop", "funding:reader"):
        address = reverse(name, args=["nobody"])
        assert bare.get(address).status_code == 404
        assert bare.post(reverse("funding:stop", args=["nobody"]), ONE_CLICK).status_code == 404


def test_less_often_is_offered_first_and_a_stop_stays_a_stop(bare):
    who = reader()
    page = BeautifulSoup(bare.get(stop_of(who)).content, "lxml")
    assert [button["value"] for button in page.main.find_all("button")] == ["fewer", "stop"]
    assert bare.post(stop_of(who), {"do": "fewer"}).status_code == 200
    assert rhythms(who) == ["monthly"]
    assert "fewer" not in bare.get(stop_of(who)).content.decode()
    bare.post(stop_of(who), {"do": "stop"})
    bare.post(stop_of(who), {"do": "fewer"})
    assert rhythms(who) == ["never"]
    assert bare.post(stop_of(who), {"do": "nonsense"}).status_code == 200


def test_choices_are_made_by_the_link_without_signing_in(client):
    who, greens = reader(), TermFactory(slug="greens")
    council = who.subscriptions.get().council
    address = path(links_of(who)["manage"])
    data = {f"rhythm_{council.pk}": "monthly", f"themes_{council.pk}": ["greens"]}
    assert save(client, address, data).status_code == 302
    assert rhythms(who) == ["monthly"]
    assert list(who.subscriptions.get().themes.all()) == [greens]
    assert AuditEvent.objects.filter(verb="funding.digests_chosen").latest("pk").by is None
    answer = save(client, address, {f"rhythm_{council.pk}": "hourly"})
    assert answer.status_code == 200
    assert "Select a valid choice" in answer.content.decode() or "govuk-error-message" in answer.content.decode()


def test_a_clerk_chooses_for_each_council_and_sees_what_the_next_mail_would_say(client):
    a, b = CouncilFactory(), CouncilFactory()
    who = reader(a, b)
    stranger = CouncilFactory()
    published(programme="A fund that fits")
    sign_in(client, who.person)
    assert "A fund that fits" in client.get(reverse("funding:subscriptions")).content.decode()
    data = {f"rhythm_{a.pk}": "never", f"rhythm_{b.pk}": "now", f"rhythm_{stranger.pk}": "weekly"}
    save(client, reverse("funding:subscriptions"), data)
    assert rhythms(who) == ["never", "now"]
    assert Stop.objects.get().way == "page"


def test_weekly_is_suggested_until_the_person_has_chosen(client):
    clerk = person("clerk", council := CouncilFactory())
    sign_in(client, clerk)
    address = reverse("funding:subscriptions")
    assert chosen_rhythm(client, address) == "weekly"
    assert "You get no such e-mail yet" in client.get(address).content.decode()
    assert save(client, address, {f"rhythm_{council.pk}": "never"}).status_code == 302
    assert chosen_rhythm(client, address) == "never"
    assert rhythms(Reader.objects.get(person=clerk)) == ["never"]


def chosen_rhythm(client, address):
    page = BeautifulSoup(client.get(address).content, "lxml")
    return page.main.select_one("input[type=radio][checked]")["value"]


def test_two_tabs_the_second_is_told(client):
    who = reader()
    council = who.subscriptions.get().council
    sign_in(client, who.person)
    answer = client.post(reverse("funding:subscriptions"), {f"rhythm_{council.pk}": "never"})
    assert answer.status_code == 409
    assert rhythms(who) == ["weekly"]


def test_nobody_is_asked_who_acts_for_no_local_council(client):
    sign_in(client, person("liaison_officer"))
    assert client.get(reverse("funding:subscriptions")).status_code == 403


def test_the_page_of_an_edition_is_read_without_signing_in_and_printed_by_the_worker(client):
    who = reader()
    published(programme="Greens & Halls", summary="Money for <b>halls</b>.")
    sent_run()
    edition = DigestEdition.objects.get()
    address = reverse("funding:digest", args=[edition.public_id])
    page = client.get(address).content.decode()
    assert "Greens &amp; Halls" in page
    assert who.key not in page
    sign_in(client, who.person)
    answer = client.post(reverse("funding:digest-print", args=[edition.public_id]))
    job = Job.objects.get()
    assert answer.url == reverse("core:job", args=[job.public_id])
    run_job(job.pk)
    file = client.get(reverse("core:job-file", args=[job.public_id, "digest"]))
    assert file.getvalue()[:5] == b"%PDF-"


def test_an_officer_sees_figures_of_the_councils_they_look_after_and_no_others(client):
    mine, other = CouncilFactory(principal=True), CouncilFactory(principal=True)
    officer = person("liaison_officer", mine)
    gone, stopped, stranger = (reader(CouncilFactory(parents=[p])) for p in (mine, mine, other))
    published()
    run = sent_run()
    OutgoingEmail.objects.filter(batch=run.batch).update(status="sent", sent_at=timezone.now())
    IncomingEmail.objects.create(digest="0" * 64, sort="hard", evidence="550", about=written_to(gone)[0])
    Client().post(stop_of(stopped), ONE_CLICK)
    Client().post(stop_of(stranger), ONE_CLICK)
    sign_in(client, officer)
    page = BeautifulSoup(client.get(reverse("funding:digests")).content, "lxml")
    rows = [[cell.text.strip() for cell in row.find_all("td")] for row in page.tbody.find_all("tr")]
    [cells] = [cells for cells in rows if cells[0] == "Weekly"]
    assert cells[1:] == ["2", "2", "0", "0", "1", "1"]
    assert stranger.subscriptions.get().council.label not in page.text
    assert gone.subscriptions.get().council.label in page.text


def test_a_note_is_written_replaced_and_taken_back_by_officers_of_that_principal(client):
    principal = CouncilFactory(principal=True)
    officer, address = person("liaison_officer", principal), reverse("funding:digest-note", args=[principal.slug])
    sign_in(client, officer)
    assert save(client, address, {"text": "First"}).status_code == 302
    assert save(client, address, {"text": "Second"}).status_code == 302
    assert note_of(principal).text == "Second"
    assert "Second" in client.get(reverse("funding:digests")).content.decode()
    save(client, address, {"text": ""})
    assert note_of(principal) is None
    assert EditorNote.objects.count() == 2
    assert save(client, address, {"text": "x" * 1001}).status_code == 200
    with pytest.raises(PermissionDenied):
        write_note(principal=principal, text="Mine", by=person("liaison_officer"))
    assert client.get(reverse("funding:digest-note", args=[CouncilFactory(principal=True).slug])).status_code == 404


def test_the_preview_is_sent_to_oneself_alone(client, mailoutbox):
    principal = CouncilFactory(principal=True)
    officer, who = person("liaison_officer", principal), reader(CouncilFactory(parents=[principal]))
    council = who.subscriptions.get().council
    address = reverse("funding:digest-preview", args=[council.slug])
    sign_in(client, officer)
    assert "there would be no e-mail" in client.get(address).content.decode()
    assert "Nothing is new" in client.post(address, follow=True).content.decode()
    published(programme="A fund that fits")
    write_note(principal=principal, text="A word on top", by=officer)
    page = client.get(address).content.decode()
    assert "A fund that fits" in page
    assert "A word on top" in page
    client.post(address)
    mail = OutgoingEmail.objects.get(kind="funding.digest")
    assert (mail.to, mail.body, mail.batch) == (officer.email, None, "")
    assert mail.subject.startswith("Test: Funding for")
    assert mail.text.startswith("This is a test.")
    assert "A fund that fits" in client.get(f"{address}?rhythm=monthly").content.decode()
    assert client.get(f"{address}?rhythm=hourly").status_code == 200
    assert "A word on top" in mail.text
    assert who.key not in mail.text
    assert client.get(reverse("funding:digest-preview", args=[CouncilFactory().slug])).status_code == 404
    with pytest.raises(PermissionDenied):
        send_test(council=CouncilFactory(), kind=Rhythm.WEEKLY, by=officer)


def test_it_comes_in_the_look_of_the_principal_as_e_mail_page_and_paper(client):
    principal = CouncilFactory(principal=True)
    OwnPortal.objects.create(
        council=principal, name="Vale Together", header_colour="#123456", header_text="#ffffff", accent_colour="#654321"
    )
    council = CouncilFactory(parents=[principal])
    who, other = reader(council), reader(council, CouncilFactory())
    published()
    sent_run()
    mail, mixed = written_to(who)[0].body, written_to(other)[0].body
    assert "Vale Together" in mail.html
    assert "#654321" in mail.html
    assert "Vale Together" not in mixed.html + mixed.text  # one of its councils is no council of theirs
    assert "Vale Together" in client.get(reverse("funding:digest", args=[mail.edition.public_id])).content.decode()
    assert document_of(mail.edition).look.ink
    assert document_of(mixed.edition).look is None


def test_who_left_is_no_reader_of_a_council(client):
    principal = CouncilFactory(principal=True)
    left, council = reader(CouncilFactory(parents=[principal])), CouncilFactory(parents=[principal])
    reader(council)
    left.person.memberships.update(ends_on=timezone.localdate() - timedelta(days=1))
    sign_in(client, person("liaison_officer", principal))
    assert client.get(reverse("funding:digests")).context_data["councils"] == [(council, 1)]


def test_a_role_that_has_ended_leaves_an_empty_page_behind_the_link(client):
    who = reader()
    who.person.memberships.update(ends_on=timezone.localdate() - timedelta(days=1))
    page = client.get(path(links_of(who)["manage"]))
    assert page.status_code == 200
    assert "acts for no local council any more" in page.content.decode()


def test_a_person_who_is_removed_goes_with_all_their_choices():
    who = reader()
    Reader.objects.filter(pk=who.pk).delete()
    assert not Subscription.objects.exists()
