"""Inviting every local council from a list."""

import csv
import io

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts import actions, tasks
from accounts.actions.batches import send_batch, upload_batch
from accounts.actions.sending import INVITED, JOINED, PROBLEM, SEND, check_rows
from accounts.mailbox_list import read_list, role_named
from accounts.models import Invitation, InvitationBatch
from core.csv import neutral
from core.exceptions import Refused
from core.models import AuditEvent, OutgoingEmail
from core.roles import Role
from tests.accounts.conftest import last_mail
from tests.accounts.factories import InvitationFactory, person, sign_in
from tests.councils.factories import CouncilFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def places(principal):
    names = ("Olney", "Bishop's Waltham", "Castlethorpe", "Newport Pagnell")
    return {name: CouncilFactory(name=name, parents=[principal]) for name in names}


def upload(principal, officer, text):
    content = text if isinstance(text, bytes) else text.encode()
    return upload_batch(principal=principal, filename="clerks.csv", content=content, by=officer)


def outcomes(batch):
    return {row.line: row.outcome for row in check_rows(batch)}


def test_a_list_is_looked_at_before_anything_is_sent(principal, officer, places):
    batch = upload(principal, officer, "council,address\nOlney,clerk@olney.example\n")
    assert outcomes(batch) == {2: SEND}
    assert not OutgoingEmail.objects.exists()
    assert not Invitation.objects.exists()


@pytest.mark.parametrize(
    "content",
    [
        "Council name;E-mail\nbishops waltham parish council;a@b.example\n".encode("utf-8-sig"),
        "COUNCIL\tEMAIL ADDRESS\r\nBishop’s Waltham\ta@b.example\r\n".encode("cp1252"),
        'Email,Name,Parish\na@b.example,Jo,"Bishop\'s  Waltham"\n'.encode("utf-16"),
        "\n\nparish council,mailbox\n BISHOPS-WALTHAM PC , A@B.example \n".replace(" PC", "").encode(),
    ],
)
def test_lists_as_people_save_them(principal, officer, places, content):
    row = check_rows(upload(principal, officer, content))[0]
    assert row.outcome == SEND
    assert row.council == places["Bishop's Waltham"]
    assert row.address == "a@b.example"
    assert row.role == Role.CLERK


def test_each_line_that_cannot_be_sent_says_why(principal, officer, places):
    CouncilFactory(name="Olney", parents=[principal])
    CouncilFactory(name="Elsewhere")
    text = (
        "council,address,role\nOlney,a@b.example,\nElsewhere,a@b.example,\n,a@b.example,\n"
        "Castlethorpe,no address,\nCastlethorpe,a@b.example,mayor\n"
        "Castlethorpe,a@b.example,\nCastlethorpe,A@b.example,clerk\n"
    )
    rows = check_rows(upload(principal, officer, text))
    assert [row.outcome for row in rows] == [PROBLEM] * 5 + [SEND, PROBLEM]
    words = ["Several", "None of your", "missing", "not right", "role must be", "", "twice"]
    assert all(word in row.note for row, word in zip(rows, words, strict=True))


def test_joined_and_invited_mailboxes_are_recognised(principal, officer, places):
    clerk = person(Role.CLERK, places["Olney"])
    actions.invite(council=places["Castlethorpe"], role=Role.CLERK, address="c@c.example", by=officer)
    text = f"council,address\nOlney,{clerk.email.upper()}\nCastlethorpe,c@c.example\nNewport Pagnell,n@n.example"
    assert outcomes(upload(principal, officer, text)) == {2: JOINED, 3: INVITED, 4: SEND}


def test_a_personal_mailbox_is_a_warning_and_no_obstacle(principal, officer, places):
    row = check_rows(upload(principal, officer, "council,address\nOlney TC,jo@GMAIL.com"))[0]
    assert row.outcome == SEND
    assert row.warning


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n\n",
        b"name,phone\nx,1",
        b"council,address\n",
        b"%PDF-1.7\x00\x01",
        b"\xff\xfe\x00",
        b"x" * 1024 * 1025,
    ],
)
def test_what_is_no_list_is_refused_with_the_reason(principal, officer, content):
    with pytest.raises(Refused) as refusal:
        upload(principal, officer, content)
    assert refusal.value.field == "file"
    assert not InvitationBatch.objects.exists()


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(content=st.one_of(st.binary(max_size=400), st.text(max_size=400).map(lambda t: t.encode("utf-8", "ignore"))))
def test_no_file_whatever_crashes_the_reading(content):
    for body in (content, b"council,address,name,role\n" + content):
        try:
            rows = read_list(body)
        except Refused:
            continue
        assert all(set(row) == {"line", "council", "address", "name", "role"} for row in rows)


CELL = st.one_of(
    st.sampled_from(["Olney", "olney tc", "clerk@olney.example", "a@gmail.com", "", "clerk", "=1+1"]),
    st.text(alphabet=st.characters(blacklist_categories=["Cs"], blacklist_characters="\x00"), max_size=30),
)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(rows=st.lists(st.tuples(CELL, CELL, CELL, CELL), min_size=1, max_size=12))
def test_every_line_is_accounted_for_once(principal, officer, places, rows):
    out = io.StringIO()
    csv.writer(out).writerows([("council", "address", "name", "role"), *rows])
    filled = [row for row in rows if any(cell.strip() for cell in row)]
    if not filled:
        return
    try:
        batch = upload(principal, officer, out.getvalue())
    except Refused:
        return  # a cell with a character no spreadsheet writes
    checked = check_rows(batch)
    assert len(checked) == len(filled)
    assert len({row.line for row in checked}) == len(filled)
    assert all(row.outcome in (SEND, PROBLEM, JOINED, INVITED) for row in checked)
    assert all(row.note for row in checked if row.outcome == PROBLEM)


def test_sending_is_handed_to_the_worker_once(principal, officer, places, django_capture_on_commit_callbacks):
    batch = upload(principal, officer, "council,address\nOlney,clerk@olney.example\nCastlethorpe,c@c.example\n")
    with django_capture_on_commit_callbacks() as callbacks:
        send_batch(batch=batch, by=officer)
    assert len(callbacks) == 1
    with pytest.raises(Refused):
        send_batch(batch=batch, by=officer)


def test_the_worker_may_run_twice_or_start_over(principal, officer, places):
    batch = upload(principal, officer, "council,address\nOlney,clerk@olney.example\nCastlethorpe,c@c.example\n")
    batch = send_batch(batch=batch, by=officer)
    actions.invite(council=places["Olney"], role=Role.CLERK, address="clerk@olney.example", by=officer)  # meanwhile
    tasks.send_invitations(batch.pk)
    InvitationBatch.objects.update(finished_at=None)
    tasks.send_invitations(batch.pk)
    assert Invitation.objects.count() == OutgoingEmail.objects.count() == 2
    assert all(invitation.may_sign for invitation in batch.invitations.all())
    assert InvitationBatch.objects.get().finished_at


def test_an_officer_who_lost_the_role_before_the_worker_came_invites_nobody(principal, officer, places):
    batch = send_batch(batch=upload(principal, officer, "council,address\nOlney,a@b.example"), by=officer)
    membership = officer.memberships.get()
    actions.revoke_membership(membership=membership, by=person(Role.MANAGER, principal))
    tasks.send_invitations(batch.pk)
    assert not Invitation.objects.exists()


def test_what_was_refused_at_sending_stays_on_the_page(principal, officer, places):
    batch = send_batch(batch=upload(principal, officer, "council,address\nOlney,a@b.example"), by=officer)
    actions.revoke_membership(membership=officer.memberships.get(), by=person(Role.MANAGER, principal))
    tasks.send_invitations(batch.pk)
    row = check_rows(InvitationBatch.objects.get())[0]
    assert row.outcome == PROBLEM
    assert "no longer invite" in row.note


def test_a_county_is_told_that_the_districts_invite():
    county = CouncilFactory(county_council=True)
    CouncilFactory(name="Olney", parents=[CouncilFactory(district=True, county=county), county])
    row = check_rows(upload(county, person(Role.LIAISON_OFFICER, county), "council,address\nOlney,a@b.example"))[0]
    assert row.outcome == PROBLEM
    assert "its own district" in row.note


def test_lists_that_were_forgotten_are_finished_later(principal, officer, places, time_machine):
    time_machine.move_to("2026-12-02 10:00:00+00:00")
    send_batch(batch=upload(principal, officer, "council,address\nOlney,a@b.example"), by=officer)
    tasks.sweep_invitations()
    assert not Invitation.objects.exists()
    time_machine.shift(600)
    tasks.sweep_invitations()
    assert Invitation.objects.count() == 1


def test_a_gone_list_is_no_error():
    tasks.send_invitations(0)


def test_the_whole_way_on_the_pages(client, principal, officer, places):
    sign_in(client, officer)
    text = b"council,address\nOlney,clerk@olney.example\nNowhere,n@n.example\nCastlethorpe,jo@gmail.com\n"
    url = reverse("accounts:upload-list", kwargs={"slug": principal.slug})
    assert client.get(url).status_code == 200
    response = client.post(url, {"file": SimpleUploadedFile("clerks.csv", text)})
    page = client.get(response.url).content.decode()
    assert "Send 2 invitations" in page
    assert "None of your local councils has this name." in page
    client.post(response.url)
    tasks.send_invitations(InvitationBatch.objects.get().pk)
    assert "2 invitations were sent" in client.get(response.url).content.decode()
    board = reverse("accounts:invitations", kwargs={"slug": principal.slug})
    assert "0 of 2 local councils joined" in client.get(board).content.decode()
    token = last_mail("clerk@olney.example").text.split("/people/join/")[1].split("/")[0]
    actions.join_as_new_person(token=token, name="Jo Bell")
    assert "1 of 2 local councils joined" in client.get(board).content.decode()
    assert "jo@gmail.com" not in client.get(f"{board}?state=joined").content.decode()
    export = client.get(reverse("accounts:invitations-csv", kwargs={"slug": principal.slug}))
    lines = list(csv.reader(io.StringIO(export.getvalue().decode("utf-8-sig"))))
    assert sorted(line[3] for line in lines[1:-1]) == ["Joined", "Not invited", "Not invited", "Not joined yet"]


def test_an_upload_that_is_refused_says_so_on_the_page(client, principal, officer):
    sign_in(client, officer)
    url = reverse("accounts:upload-list", kwargs={"slug": principal.slug})
    page = client.post(url, {"file": SimpleUploadedFile("x.csv", b"")}).content.decode()
    assert "The file is empty" in page


def test_a_rival_sees_and_sends_nothing(client, principal, officer, places, rival):
    batch = upload(principal, officer, "council,address\nOlney,a@b.example")
    sign_in(client, rival)
    check = reverse("accounts:check-list", kwargs={"public_id": batch.public_id})
    assert client.get(check).status_code == 404
    assert client.post(check).status_code == 404
    for name in ("upload-list", "invitations", "invitations-csv"):
        assert client.get(reverse(f"accounts:{name}", kwargs={"slug": principal.slug})).status_code == 404
    with pytest.raises(PermissionDenied):
        send_batch(batch=batch, by=rival)
    with pytest.raises(PermissionDenied):
        upload(principal, rival, "council,address\nOlney,a@b.example")


def test_a_clerk_cannot_invite_from_a_list(client, clerk, principal, council):
    sign_in(client, clerk)
    assert client.get(reverse("accounts:upload-list", kwargs={"slug": principal.slug})).status_code == 404
    assert client.get(reverse("accounts:upload-list", kwargs={"slug": council.slug})).status_code == 404


def test_checking_a_list_costs_the_same_for_2_lines_and_for_60(principal, officer, django_assert_max_num_queries):
    for at in range(60):
        CouncilFactory(name=f"Village {at}", parents=[principal])
    lines = "\n".join(f"Village {at},v{at}@example.org" for at in range(60))
    batch = upload(principal, officer, f"council,address\n{lines}")
    with django_assert_max_num_queries(3):
        assert len(check_rows(batch)) == 60


def test_the_trail_names_no_address(principal, officer, places):
    batch = send_batch(batch=upload(principal, officer, "council,address\nOlney,a@b.example"), by=officer)
    tasks.send_invitations(batch.pk)
    assert not AuditEvent.objects.filter(sentence__contains="@").exists()


@pytest.mark.parametrize(("text", "role"), [("", "clerk"), ("Clerk", "clerk"), ("Cllr", "councillor"),
                                            ("viewer", "viewer"), ("manager", None)])  # fmt: skip
def test_roles_as_people_write_them(text, role):
    assert role_named(text) == role


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1"])
def test_cells_of_an_export_are_no_formulas(text):
    assert neutral(text).startswith("'")


def test_the_days_in_the_export_are_those_of_london(client, principal, council, officer, time_machine):
    time_machine.move_to("2026-06-30 23:30:00+00:00")
    InvitationFactory(council=council)
    sign_in(client, officer)
    export = client.get(reverse("accounts:invitations-csv", kwargs={"slug": principal.slug}))
    assert "2026-07-01" in export.getvalue().decode("utf-8-sig")
