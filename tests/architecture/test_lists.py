"""A list of 12 rows costs as many queries as one of 2: no page asks the database once a row."""

import re
from collections import Counter
from functools import cached_property
from types import SimpleNamespace

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import DataComplaint, Handover, InvitationBatch, Removal, SecondFactorReset
from casestudies import actions as study_actions
from casestudies import shelf
from casestudies.models import ChecklistRun
from charters import actions
from charters.models import Agreement, Party, Response, Side
from core.audit import record
from core.jobs.actions import start_job
from core.mail.addresses import note_failure
from core.models import AddressState, IncomingEmail, Job, JobLine, OutgoingEmail, RetentionRun
from core.roles import Role
from core.views import ListPage
from councils.models import ImportRun, OwnPortal, ParishArea, Profile
from tests.accounts.factories import (
    InvitationFactory,
    JoinRequestFactory,
    MembershipFactory,
    UserFactory,
    open_session,
    person,
    sign_in,
)
from tests.architecture.champion_lists import CHAMPION_LISTS
from tests.architecture.funding_world import an_edition
from tests.architecture.liaison_world import LIAISON_LISTS
from tests.architecture.partnership_lists import PARTNERSHIP_LISTS, no_arguments
from tests.architecture.routes import routes
from tests.casestudies.factories import (
    ChapterFactory,
    ResourceFactory,
    Story,
    StudyFactory,
    TermFactory,
    finished_run,
)
from tests.charters.factories import Round, Year
from tests.councils.factories import CouncilFactory
from tests.funding.factories import awards, opportunities
from tests.funding.readers import reader as funding_reader

pytestmark = pytest.mark.django_db
MORE = 10
TOMORROW = timezone.timedelta(days=1)


class Place(SimpleNamespace):
    """What the lists are about; a charter in force is made for those that need one."""

    @cached_property
    def year(self):
        return Year(locals_=1)

    @property
    def convener(self):
        return self.year.officer


@pytest.fixture
def place():
    """A principal whose two local councils have a charter out, and everyone who reads lists of it."""
    charter = Round(locals_=2).sent()
    return Place(
        charter=charter,
        principal=charter.principal,
        council=charter.councils[0],
        officer=charter.officer,
        clerk=charter.clerks[0],
        admin=UserFactory(is_staff=True, app=True),
    )


@pytest.fixture
def assert_flat(client):
    """Counts the queries of a page, lets it grow, counts again: the first count is warmed up."""

    def check(reader, address, grow):
        sign_in(client, reader)

        def count():
            client.get(address)  # content types, translations and compiled templates are read once
            with CaptureQueriesContext(connection) as seen:
                response = client.get(address)
                text = response.getvalue().decode()  # a download asks the database while it is sent
            assert response.status_code == 200
            return [query["sql"] for query in seen], text

        grow(2)
        few, short = count()
        grow(MORE)
        many, long = count()
        assert len(long) > len(short), "the page did not grow: nothing was tested"
        assert not shapes(many) - shapes(few), "queries that come once a row"

    return check


def shapes(queries):
    """Each kind of statement with how often it was sent, values left out."""
    return Counter(re.sub(r"\d+(, \d+)*|'[^']*'", "?", sql)[:300] for sql in queries)


def digest_runs(place, count):
    """Councils with readers, and a run for each."""
    for _number in range(count):
        council = CouncilFactory(parents=[place.principal])
        funding_reader(council)
        an_edition(council)


def agreements(place, count):
    for number in range(count):
        agreement = Agreement.objects.create(
            title=f"New charter {number}", convener=place.principal, created_by=place.officer
        )
        agreement.versions.create(number=1, title=agreement.title)


def councils(place, count):
    for number in range(count):
        council = CouncilFactory(parents=[place.principal], name=f"Newly {number}")
        Profile.objects.create(council=council)
        person(Role.CLERK, council)


def responses(place, count):
    """Councils that were asked and answered."""
    for number in range(count):
        council = CouncilFactory(parents=[place.principal], name=f"Asked {number}")
        party = Party.objects.create(agreement=place.charter.agreement, council=council, side=Side.LOCAL)
        Response.objects.create(version=place.charter.version, party=party, sent_by=place.officer)


def signed_agreements(place, count):
    """More agreements that wait for the same council."""
    for _ in range(count):
        version = actions.start_agreement(
            kind="charter", title="Another", convener=place.principal, by=place.officer
        ).versions.get()
        actions.edit_details(version=version, title="Another", summary="Short", review_on=None, by=place.officer)
        actions.send_version(
            version=version,
            councils=[place.council],
            reply_by=timezone.localdate() + TOMORROW,
            by=place.officer,
        )


def people(place, count):
    for _ in range(count):
        person(Role.COUNCILLOR, place.council)
        InvitationFactory(council=place.council, invited_by=place.officer, role=Role.COUNCILLOR)


def handovers(place, count):
    """The role passed on several times."""
    for _ in range(count):
        before = MembershipFactory(council=place.council, ended=True)
        invitation = InvitationFactory(council=place.council, invited_by=place.officer)
        Handover.objects.create(membership=before, invitation=invitation, handed_over_by=place.officer)


def join_requests(place, count):
    for _ in range(count):
        JoinRequestFactory(council=CouncilFactory(parents=[place.principal]), confirmed=True)


def join_requests_of_one(place, count):
    """More people of one council, and more who ask for it."""
    people(place, count)
    for _ in range(count):
        JoinRequestFactory(council=place.council, confirmed=True)


def a_join_request(place):
    return [JoinRequestFactory(council=place.council, confirmed=True).public_id]


def own_councils(place, count):
    for _ in range(count):
        place.clerk.memberships.create(council=CouncilFactory(parents=[place.principal]), role=Role.CLERK)


def sign_ins(place, count):
    for _ in range(count):
        open_session(place.clerk)


def areas(place, count):
    for number in range(count):
        area = ParishArea.objects.create(
            code=f"E0499{count:02}{number:02}", name=f"Nowhere {number}", kind="parish", parent_method="unresolved"
        )
        area.councils.add(CouncilFactory())


def settled_areas(place, count):
    areas(place, count)
    ParishArea.objects.update(parent=place.principal, parent_method="settled")


def imports(place, count):
    for number in range(count):
        ImportRun.objects.create(
            by=place.admin, principals_file="p.csv", areas_file=f"{number}.csv", principals=1, areas=1,
            report={"counts": {"renamed": 1}, "lines": {"renamed": ["A"]}, "notices": []},
        )  # fmt: skip


def profile_changes(place, count):
    profile, _ = Profile.objects.get_or_create(council=place.council)
    for number in range(count):
        profile.population = 100 * count + number
        profile.save()


def events(place, count):
    for number in range(count):
        words = f"Something happened for the {number}th time"
        record("charters.edited", place.charter.agreement, words, by=place.officer, councils=[place.council])


def events_told(place, count):
    """Of several kinds of record, so that finding their addresses is counted too."""
    for number in range(count):
        for about in (place.charter.agreement, place.council, place.clerk.memberships.get()):
            record("charters.signed", about, f"Signed {number}", by=place.officer, councils=[place.council])


def council_page(place, count):
    signed_agreements(place, count)
    events(place, count)


def batch(place):
    """The page of a list whose rows are councils of the principal."""
    rows = [
        {"line": n, "council": place.council.name, "name": "", "role": "", "address": f"clerk{n}@town.example"}
        for n in range(2)
    ]
    place.batch = InvitationBatch.objects.create(
        principal=place.principal, filename="list.csv", rows=rows, uploaded_by=place.officer
    )
    return place.batch


def longer_batch(place, count):
    place.batch.rows = [{**place.batch.rows[0], "line": n, "address": f"c{n}@town.example"} for n in range(count)]
    place.batch.save()


def work(place, count):
    """Long work of the officer."""
    for _ in range(count):
        options = {"version": place.charter.version.pk, "which": "all", "form": "zip"}
        start_job(kind="charters.papers", title="Papers of a round", subject=place.charter.version,
                  council=place.principal, params=options, by=place.officer)  # fmt: skip


def a_job(place):
    """Work that is done; its report grows."""
    work(place, 1)
    place.job = Job.objects.latest("pk")
    now = timezone.now()
    Job.objects.filter(pk=place.job.pk).update(status="done", started_at=now, finished_at=now)
    return [place.job.public_id]


def report_lines(place, count):
    known = place.job.lines.count()
    JobLine.objects.bulk_create(
        JobLine(job=place.job, number=known + n, group="made", text=f"Paper {n}") for n in range(count)
    )


def of_council(place):
    return [place.council.slug]


def of_principal(place):
    return [place.principal.slug]


def of_agreement(place):
    return [place.charter.agreement.reference]


def portal_changes(place, count):
    """Settings that were changed again and again."""
    portal = OwnPortal.objects.get_or_create(council=place.principal)[0]
    for _ in range(count):
        portal.reply_days += 1
        portal.save()


def emails(place, count):
    for number in range(count):
        OutgoingEmail.objects.create(to=f"c{number}@town.example", kind="k", status="failed", subject_shown="Words")


def failing_addresses(place, count):
    """E-mail comes back from shared mailboxes and from people."""
    for number in range(count):
        mailbox = f"clerk{number}-{count}@town.example"
        council = CouncilFactory(parents=[place.principal], name=f"Failing {number}", role_mailbox=mailbox)
        for address in (mailbox, person(Role.CLERK, council).email, person(Role.COUNCILLOR, place.council).email):
            note_failure(address, AddressState.State.HARD, "5.1.1", mailed_at=timezone.now())


def letters(place, count):
    for number in range(count):
        passed_on = OutgoingEmail.objects.create(to="x@example.org")
        IncomingEmail.objects.create(digest=f"{number:032}{count:032}", sort="letter", text="T", forwarded=passed_on)


def removals(place, count):
    for _number in range(count):
        Removal.objects.create(person=UserFactory(), by=place.admin, why="on_request", changed={"Your account": 1})


def resets(place, count):
    for _number in range(count):
        someone = person(Role.CLERK, CouncilFactory(parents=[place.principal]))
        SecondFactorReset.objects.create(person=someone, requested_by=someone)


def complaints(place, count):
    for _number in range(count):
        DataComplaint.objects.create(name="A Resident", address="r@example.org", text="It is wrong.")


def runs(place, count):
    for _number in range(count):
        RetentionRun.objects.create(gone={"Your account": 1})


def library(place, count):
    """Case studies, each with councils, terms and a chapter."""
    chapter, term = ChapterFactory(code="B8"), TermFactory()
    for _ in range(count):
        StudyFactory(
            did="Verges", chapters=[chapter], terms=[term], councils=[place.principal, CouncilFactory(name="Verge")]
        )
        resource = ResourceFactory(title="Verges")
        resource.chapters.set([chapter])
    cache.delete(shelf.KEY)  # as the actions do that publish


def own_studies(place, count):
    for _ in range(count):
        Story(place.council, CouncilFactory(), clerk=place.clerk).sent()


def studies_to_approve(place, count):
    for _ in range(count):
        Story(CouncilFactory(), place.council, other_clerk=place.clerk).sent()


def edited_texts(place, count):
    for _ in range(count):
        study = StudyFactory()
        texts = {**study_actions.texts_of("study", study), "did": "In our words"}
        study_actions.edit_shipped(kind="study", row=study, texts=texts, by=place.admin)
        study_actions.archive_study(study=StudyFactory(), reason="Old", by=place.admin)


def checklists(place, count):
    """Finished runs of more and more chapters."""
    start = ChecklistRun.objects.count()
    for number in range(start, start + count):
        code = f"{'ABC'[number % 12 // 4]}{number % 12 + 1}"
        finished_run(place.council, ChapterFactory(code=code, items=2), place.clerk)


def reports(place, count):
    """Reports of many days on one commitment, each with a comment of the other side."""
    commitment, party = place.year.commitment("local"), place.year.party(place.year.councils[0])
    known = commitment.entries.count()
    for number in range(known, known + count):
        entry = commitment.entries.create(
            party=party, standing="green", stood_on=timezone.localdate() - number * TOMORROW, text=f"Report {number}",
            written_by=place.year.clerks[0],
        )  # fmt: skip
        entry.comments.create(party=place.year.party(), text=f"Thanks {number}", written_by=place.convener)


def of_year(place):
    return [place.year.agreement.reference]


# address, who reads, its arguments, what makes it longer
LISTS = {
    **CHAMPION_LISTS,
    **LIAISON_LISTS,
    **PARTNERSHIP_LISTS,
    "charters": ("charters:list", "officer", no_arguments, agreements),
    "board": ("charters:board", "officer", of_agreement, responses),
    "board as a table": ("charters:board-csv", "officer", of_agreement, responses),
    "reports on a commitment": (
        "charters:commitment-progress",
        "convener",
        lambda place: [*of_year(place), place.year.commitment("local").key],
        reports,
    ),
    "reports as a table": ("charters:progress-csv", "convener", of_year, reports),
    "agreement": ("charters:detail", "officer", of_agreement, events),
    "directory": ("councils:list", "clerk", no_arguments, councils),
    "directory as a table": ("councils:list-csv", "clerk", no_arguments, councils),
    "areas": ("councils:areas", "admin", no_arguments, areas),
    "areas as a table": ("councils:areas-csv", "admin", no_arguments, areas),
    "settled areas": ("councils:areas", "admin", no_arguments, settled_areas),
    "imports": ("councils:imports", "admin", no_arguments, imports),
    "imports as a table": ("councils:imports-csv", "admin", no_arguments, imports),
    "pick": ("councils:pick", "clerk", no_arguments, councils),
    "profile history": ("councils:profile-history", "clerk", of_council, profile_changes),
    "own portal's history": ("councils:own-portal-history", "officer", of_principal, portal_changes),
    "council page": ("portal:council", "clerk", of_council, council_page),
    "principal's page": ("portal:council", "officer", of_principal, agreements),
    "people": ("accounts:people", "clerk", of_council, people),
    "people as a table": ("accounts:people-csv", "clerk", of_council, people),
    "invitations": ("accounts:invitations", "officer", of_principal, people),
    "invitations as a table": ("accounts:invitations-csv", "officer", of_principal, people),
    "requests to join": ("accounts:join-requests", "officer", no_arguments, join_requests),
    "request to join": ("accounts:join-request", "officer", a_join_request, join_requests_of_one),
    "officer's home with requests": ("portal:home", "officer", no_arguments, join_requests),
    "handovers of a council": ("accounts:people", "officer", of_council, handovers),
    "lost second factors": ("accounts:resets", "admin", no_arguments, resets),
    "removals of people": ("accounts:removals", "admin", no_arguments, removals),
    "records kept long enough": ("core:retention", "admin", no_arguments, runs),
    "data protection complaints": ("accounts:complaints", "admin", no_arguments, complaints),
    "people to confirm": ("accounts:confirm-people", "clerk", of_council, people),
    "list to check": ("accounts:check-list", "officer", lambda place: [batch(place).public_id], longer_batch),
    "my account": ("accounts:me", "clerk", no_arguments, own_councils),
    "sign-in log": ("accounts:sign-ins", "clerk", no_arguments, sign_ins),
    "sessions": ("accounts:sessions", "clerk", no_arguments, sign_ins),
    "officer's home": ("portal:home", "officer", no_arguments, councils),
    "officer's home, asked": ("portal:home", "officer", no_arguments, responses),
    "clerk's home": ("portal:home", "clerk", no_arguments, signed_agreements),
    "clerk of many councils": ("portal:home", "clerk", no_arguments, own_councils),
    "long work": ("core:jobs", "officer", no_arguments, work),
    "report of long work": ("core:job", "officer", a_job, report_lines),
    "report as a table": ("core:job-report", "officer", a_job, report_lines),
    "home with long work": ("portal:home", "officer", no_arguments, work),
    "officer's home, with mail that came back": ("portal:home", "officer", no_arguments, failing_addresses),
    "people whose mail came back": ("accounts:people", "officer", of_council, failing_addresses),
    "mail": ("core:outbox", "admin", no_arguments, emails),
    "addresses that fail": ("core:addresses", "admin", no_arguments, failing_addresses),
    "letters": ("core:letters", "admin", no_arguments, letters),
    "library": ("casestudies:library", "clerk", no_arguments, library),
    "library, searched": ("casestudies:library", "clerk", no_arguments, library),
    "guide chapter": ("casestudies:chapter", "clerk", lambda place: [ChapterFactory(code="B8").code], library),
    "resources": ("casestudies:resources", "clerk", no_arguments, library),
    "own case studies": ("casestudies:own", "clerk", no_arguments, own_studies),
    "library's administration": ("casestudies:administer", "admin", no_arguments, edited_texts),
    "checklists": ("casestudies:checklists", "clerk", of_council, checklists),
    "case studies on a principal's page": ("portal:council", "officer", of_principal, library),
    "clerk's home with case studies": ("portal:home", "clerk", no_arguments, studies_to_approve),
    "search in the library": ("portal:search", "clerk", no_arguments, library),
    "funding": ("funding:list", "clerk", no_arguments, opportunities),
    "funding of a council": ("funding:council", "clerk", of_council, opportunities),
    "funding e-mails": ("funding:digests", "officer", no_arguments, digest_runs),
    "grants that were made": ("funding:awards", "clerk", no_arguments, awards),
    "search in funding": ("portal:search", "clerk", no_arguments, opportunities),
    "search": ("portal:search", "officer", no_arguments, councils),
    "search, agreements": ("portal:search", "officer", no_arguments, agreements),
    "updates": ("portal:updates", "clerk", no_arguments, events_told),
    "activity": ("portal:activity", "clerk", no_arguments, events),
}
QUERY = {"councils:pick": "?q=newly", "portal:search": "?q=ne"}
QUERY_OF = {
    "settled areas": "?show=settled",
    "library, searched": "?q=verges",
    "search in the library": "?q=verges",
    "search in funding": "?q=greens",
}


@pytest.mark.parametrize("name", LISTS)
def test_list_costs_the_same_for_many_rows(assert_flat, place, name):
    route, reader, arguments, grow = LISTS[name]
    address = reverse(route, args=arguments(place)) + QUERY_OF.get(name, QUERY.get(route, ""))
    assert_flat(getattr(place, reader), address, lambda count: grow(place, count))


def test_every_list_page_is_here():
    pages = {route.name for route in routes() if issubclass(route.view, ListPage)}
    assert pages - {route for route, *_ in LISTS.values()} == set()
