"""The world of the access matrix: a principal and its councils, and rivals who own the same kinds of records."""

from contextlib import contextmanager
from datetime import timedelta
from types import SimpleNamespace

from allauth.mfa import app_settings as mfa_settings
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from accounts.actions import invite
from accounts.models import Handover, InvitationBatch
from charters import actions
from charters.models import Answer, IssuedCopy, Kind, Response
from core.jobs.actions import start_job
from core.jobs.files import keep
from core.models import Job, JobFile, JobLine, StoredDocument
from core.roles import Role
from councils.models import ImportRun, ParishArea, Profile
from tests.accounts.factories import (
    InvitationFactory,
    JoinRequestFactory,
    MembershipFactory,
    UserFactory,
    open_session,
    person,
    sign_in,
)
from tests.architecture.champion_world import Champions
from tests.architecture.contacts_world import Contacts
from tests.architecture.funding_world import Funds
from tests.architecture.group_world import Groups
from tests.architecture.handover_world import Handovers
from tests.architecture.liaison_world import Officers
from tests.architecture.library_world import Library, Shelf
from tests.architecture.matrix_roles import Secret
from tests.architecture.moving_world import Moving
from tests.architecture.partnership_world import Partnerships
from tests.architecture.post_world import Posts
from tests.architecture.promise_world import PromisesOf
from tests.architecture.schedule_world import Schedules
from tests.architecture.transfer_world import Assets
from tests.architecture.year_world import commented, progress, reply_by_post, second_version, sign_on_paper
from tests.charters.factories import countersign, sign
from tests.councils.factories import CouncilFactory

NOTE = "Agreed at a meeting of the council."
STATES = ("draft", "out", "ripe", "closed", "in_force", "published")


class Side:
    """A principal, its local councils with their people, and one agreement in every state."""

    def __init__(self, mark, *, county):
        self.mark = mark
        self.principal = CouncilFactory(
            principal=True, type="district", county=county, name=f"{mark}shire", slug=f"{mark}-principal".lower()
        )
        self.neighbour = CouncilFactory(principal=True, type="district", county=county)
        parents = [self.principal, county]
        self.a, self.b, self.late, self.fresh = (
            CouncilFactory(parents=parents, name=f"{mark} {name}", slug=f"{mark}-{name}".lower())
            for name in ("Aston", "Barton", "Latecome", "Unjoined")
        )
        self.officer = person(Role.LIAISON_OFFICER, self.principal)
        self.lead = person(Role.LEAD_MEMBER, self.principal, may_sign=True)
        self.clerk = person(Role.CLERK, self.a, may_sign=True)
        self.b_clerk = person(Role.CLERK, self.b, may_sign=True)
        self.q_officer = person(Role.LIAISON_OFFICER, self.neighbour)
        self.private = UserFactory(name=f"{Secret.PERSON} {mark}")
        self.a_viewer = MembershipFactory(user=self.private, council=self.a, role=Role.VIEWER, may_sign=False)
        self._profile()
        self._invitations()
        self._join_requests()
        for state in STATES:
            setattr(self, state, self._agreement(state))
        self.second = second_version(self)
        self._jobs()

    def _jobs(self):
        """Long work of the officer: one that waits, one that is done."""
        for name in ("job", "done_job"):
            job = start_job(
                kind="charters.papers",
                title=f"Papers {self.secret(Secret.JOB)}",
                subject=self.out.version,
                council=self.principal,
                params={"version": self.out.version.pk, "which": "all", "form": "zip"},
                by=self.officer,
            )
            setattr(self, name, job)
        keep(job, purpose=JobFile.Purpose.RESULT, name="papers", filename="papers.zip", content_type="application/zip",
             chunks=[self.secret(Secret.JOB).encode()])  # fmt: skip
        JobLine.objects.create(job=job, number=0, group="made", text=self.secret(Secret.JOB))
        now = timezone.now()
        Job.objects.filter(pk=job.pk).update(status="done", started_at=now, finished_at=now, summary="1 paper")

    def secret(self, kind):
        """A text that only some people may ever read."""
        return f"{kind}-{self.mark}"

    def _profile(self):
        self.profile = Profile.objects.create(
            council=self.a,
            private_note=self.secret(Secret.PRIVATE),
            last_confirmed_at=timezone.now(),
            last_confirmed_by=self.clerk,
        )

    def _invitations(self):
        address = f"{self.secret(Secret.INVITED)}@example.org".lower()
        self.invitation = invite(council=self.a, role=Role.CLERK, address=address, by=self.officer)
        self.token = f"open-{self.mark}"
        InvitationFactory(council=self.b, invited_by=self.officer, token=self.token, role=Role.COUNCILLOR)
        row = {"line": 2, "council": self.a.name, "name": "", "role": "", "address": "clerk@aston.example"}
        self.batch = InvitationBatch.objects.create(
            principal=self.principal,
            filename="list.csv",
            rows=[row, {**row, "line": 3, "council": self.secret(Secret.LIST)}],
            uploaded_by=self.officer,
        )

    def handed_over(self, successor):
        """The clerk before passed the role on long ago; the successor has not said that they have read it."""
        before = MembershipFactory(council=self.a, role=Role.CLERK, ended=True)
        invitation = InvitationFactory(
            council=self.a, address=f"{self.mark}-next@example.org", invited_by=self.officer,
            accepted_at=timezone.now(), accepted_by=successor,
        )  # fmt: skip
        note = self.secret(Secret.NOTE)
        self.handover = Handover.objects.create(
            membership=before, invitation=invitation, note=note, handed_over_by=self.officer
        )

    def _join_requests(self):
        """One that waits for a decision, one whose mailbox is still to be confirmed."""
        secret = self.secret(Secret.ASKED).lower()
        self.request_token = f"asked-{self.mark}"
        self.join_request = JoinRequestFactory(council=self.fresh, name=secret, confirmed=True)
        JoinRequestFactory(council=self.fresh, token=self.request_token)

    def _agreement(self, state):
        title = self.secret(Secret.DRAFT) if state == "draft" else f"{state} of {self.mark}"
        agreement = actions.start_agreement(kind=Kind.CHARTER, title=title, convener=self.principal, by=self.officer)
        version = agreement.versions.get()
        secret = {"published": NOTE, "draft": title}.get(state, self.secret(Secret.TEXT))
        actions.edit_details(version=version, title=title, summary=NOTE, review_on=None, lasts_months=36,
                             notice_months=3, by=self.officer)  # fmt: skip
        actions.add_section(version=version, heading="Our own", body=secret, by=self.officer)
        actions.add_commitment(version=version, kind="commitment", owner_side="principal", text=NOTE, by=self.officer)
        if state != "draft":
            version = self._round(agreement, version, state)
        in_force = version.status == "in_force"
        return SimpleNamespace(
            entry=progress(version, secret, by=self.officer) if in_force else None,
            agreement=agreement,
            version=version,
            reference=agreement.reference,
            section=version.sections.get(key__startswith="own"),
            commitment=version.commitments.get(),
        )

    def _round(self, agreement, version, state):
        version = actions.send_version(
            version=version,
            councils=[self.a, self.b, self.neighbour],
            reply_by=timezone.localdate() + timedelta(days=90),
            by=self.officer,
        )
        self._papers(version)
        if state == "out":
            comments = self.secret(Secret.COMMENT)
            self._answer(version, self.a, Answer.WITH_COMMENTS, by=self.clerk, comments=comments)
            self.comment = commented(self.response(version, self.a), comments, by=self.clerk)
            self.letter = reply_by_post(self.response(version, self.neighbour), by=self.officer)
            return version
        self._answer(version, self.neighbour, Answer.ACCEPTED, by=self.q_officer)
        self._answer(version, self.b, Answer.DECLINED, by=self.b_clerk, reason=self.secret(Secret.REASON))
        sign(self.response(version, self.a), by=self.clerk)
        if state == "ripe":
            sign_on_paper(self.response(version, self.neighbour), by=self.officer)
        if state != "ripe":
            version = actions.close_round(version=version, by=self.officer)
        if state in ("in_force", "published"):
            countersign(version, by=self.lead)
            self._issue(version)
        if state == "published":
            actions.set_published(agreement=agreement, published=True, by=self.officer)
        version.refresh_from_db()
        return version

    def response(self, version, council):
        return Response.objects.get(version=version, party__council=council)

    def _answer(self, version, council, answer, *, by, **words):
        actions.answer(response=self.response(version, council), answer=answer, by=by, **words)

    def _papers(self, version):
        """What the worker would make, as a few bytes."""
        for response in version.responses.select_related("party__council"):
            words = self.secret(Secret.PAPER) if response.party.council == self.a else f"paper {response.pk}"
            response.paper = self._stored(f"paper:{response.pk}", words)
            response.save()

    def _issue(self, version):
        words = f"%PDF {self.secret(Secret.TEXT) if version.agreement.title.startswith('in_force') else NOTE}"
        copy = self._stored(f"copy:{version.pk}", words)
        IssuedCopy.objects.create(version=version, number=1, document=copy, signatures=2, issued_at=timezone.now())

    def _stored(self, key, words):
        return StoredDocument.objects.create(
            kind="matrix", key=key, title="Paper", filename="paper.pdf", content=words.encode()
        )


class World:
    """Everybody, signed in: `client(role)`. Built once for a whole file of tests."""

    def __init__(self):
        self.county = CouncilFactory(principal=True, type="county", name="Upper county")
        self.p, self.r = Side("P", county=self.county), Side("R", county=self.county)
        self.area = ParishArea.objects.create(
            code="E04999999", name="Nowhere", kind="parish", parent_method="unresolved"
        )
        self.settled = ParishArea.objects.create(
            code="E04999998", name="Somewhere", kind="parish", parent_method="settled", parent=self.p.principal
        )
        self.administrator = UserFactory(is_staff=True, app=True)
        self._imports()
        self.a_councillor = person(Role.COUNCILLOR, self.p.a, may_sign=False)
        self.p.handed_over(self.a_councillor)
        self.session = open_session(self.a_councillor)
        self.r.handed_over(UserFactory())
        self.people = {**self._of_principal(), **self._of_locals(), **self._others(), "visitor": None}
        self.library = Library(self.county, self.people["admin"])
        for side in (self.p, self.r):
            side.shelf = Shelf(side, self.library)
            side.funds = Funds(side)
            side.partnerships = Partnerships(side)
            side.assets = Assets(side)
            side.moving = Moving(side)
            side.groups = Groups(side)
            side.posts = Posts(side)
            side.schedules = Schedules(side)
            side.officers = Officers(side)
            side.contacts = Contacts(side)
            side.promises = PromisesOf(side)
            side.handovers = Handovers(side)
        self.p.champions, self.r.champions = Champions(self.p, self.a_councillor), Champions(self.r)
        self.clients = {role: self.signed_in(someone) for role, someone in self.people.items()}

    def _of_principal(self):
        p = self.p
        return {
            "p_officer": p.officer,
            "p_manager": person(Role.MANAGER, p.principal, may_sign=False),
            "p_lead": p.lead,
            "p_viewer": person(Role.VIEWER, p.principal, may_sign=False),
        }

    def _of_locals(self):
        dual = person(Role.COUNCILLOR, self.p.a, may_sign=True)
        MembershipFactory(user=dual, council=self.p.principal, role=Role.LEAD_MEMBER, may_sign=True)
        return {
            "a_clerk": self.p.clerk,
            "a_councillor": self.a_councillor,
            "a_viewer": self.p.private,
            "b_clerk": self.p.b_clerk,
            "dual": dual,
        }

    def _others(self):
        ended = MembershipFactory(council=self.p.a, may_sign=True, ended=True).user
        revoked = UserFactory(app=True)
        MembershipFactory(
            user=revoked,
            council=self.p.principal,
            role=Role.LIAISON_OFFICER,
            revoked_at=timezone.now(),
            revoked_by=self.p.officer,
        )
        return {
            "county_officer": person(Role.LIAISON_OFFICER, self.county),
            "q_officer": self.p.q_officer,
            "r_officer": self.r.officer,
            "ra_clerk": self.r.clerk,
            "ended": ended,
            "revoked": revoked,
            "admin": self.administrator,
        }

    def _imports(self):
        """A preview that waits to be applied, and a load of lists."""
        self.preview = start_job(kind="councils.preview", title="Preview: areas.csv",
                                 files=[("areas", "areas.csv", b"gss_code,name\n")], by=self.administrator)  # fmt: skip
        now = timezone.now()
        facts = {"changes": 1, "counts": {"renamed": 1}, "mark": "0"}
        Job.objects.filter(pk=self.preview.pk).update(status="done", started_at=now, finished_at=now, facts=facts)
        report = {"counts": {"renamed": 1}, "lines": {"renamed": ["A → B"]}, "notices": []}
        self.import_run = ImportRun.objects.create(
            by=self.administrator, principals_file="p.csv", areas_file="a.csv", principals=1, areas=1, report=report,
            at=now - timedelta(days=1),
        )  # fmt: skip

    def signed_in(self, someone):
        """A client in which the person is signed in, second factor included."""
        client = Client()
        if someone:
            sign_in(client, someone)
            session = client.session
            methods = session.get("account_authentication_methods")
            if methods:  # lately, however long the tests take, so that what asks for the app again opens
                tomorrow = timezone.now().timestamp() + 24 * 60 * 60
                session["account_authentication_methods"] = [
                    {**method, "at": tomorrow, "reauthenticated": True} for method in methods
                ]
                session.save()
        return client

    def office_of(self, role):
        """The principal council for which a role could start a charter: its own, if it has one."""
        own = {"county_officer": self.county, "q_officer": self.p.neighbour, "r_officer": self.r.principal}
        return own.get(role, self.p.principal)

    def code_for(self, secret):
        """What an authenticator app shows now."""
        now = int(timezone.now().timestamp()) // mfa_settings.TOTP_PERIOD
        return format_hotp_value(hotp_value(secret, now))


@contextmanager
def one_world(django_db_blocker):
    """Everybody and their records in a transaction that is taken back: each test runs in a savepoint of it."""
    with django_db_blocker.unblock(), transaction.atomic():
        made = World()
        connection.check_constraints()  # here, or the end of every test would check all of it again
        yield made
        transaction.set_rollback(True)
