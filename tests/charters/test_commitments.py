"""Commitments after the signatures: who may say how they stand, what shows it, what is read and what is told."""

import io
from datetime import date, timedelta

import pikepdf
import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from charters import actions
from charters.charts import columns, days_to_draw
from charters.commitments import report_due, tracked
from charters.models import Commitment, Evidence, Party, ProgressEntry
from charters.registry.agreements import to_run
from core.exceptions import Refused
from core.models import AuditEvent, OutgoingEmail
from core.registry import OPEN_WORK, collect
from core.roles import Role
from tests.accounts.factories import MembershipFactory, sign_in
from tests.charters.factories import Round, Year, fresh, make_council, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def year():
    return Year()


def pdf_file(name="Minutes of May.pdf", **root):
    """A PDF of one page; `root` goes into its catalogue."""
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        for key, value in root.items():
            pdf.Root[f"/{key}"] = value
        pdf.save(out)
    return SimpleUploadedFile(name, out.getvalue(), "application/pdf")


def picture_file():
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "Taken at 12 High Street"
    Image.new("RGB", (300, 200), "green").save(out, "JPEG", exif=exif)
    return SimpleUploadedFile("verge.jpg", out.getvalue(), "image/jpeg")


def test_a_report_is_kept_told_and_read_by_the_others(year, client):
    OutgoingEmail.objects.all().delete()
    entry = year.report("amber", side="local", by=year.clerks[0], council=year.councils[0], figure="3 of 5")
    assert AuditEvent.objects.latest("pk").verb == "charters.progress_reported"
    [mail] = OutgoingEmail.objects.all()
    assert mail.to == year.officer.email
    assert "Behind" in mail.subject
    assert f"/progress/{entry.commitment.key}/" in mail.text
    page = sign_in(client, year.clerks[1]).get(reverse("charters:progress", args=[year.agreement.reference]))
    assert "1 of 2 councils have reported" in page.content.decode()
    shown = client.get(reverse("charters:commitment-progress", args=[year.agreement.reference, entry.commitment.key]))
    assert "3 of 5" in shown.content.decode()
    table = client.get(reverse("charters:progress-csv", args=[year.agreement.reference])).getvalue().decode()
    assert "amber" in table
    assert "3 of 5" in table


def test_each_side_says_only_how_its_own_commitments_stand(year):
    with pytest.raises(PermissionDenied):
        year.report(by=year.clerks[0])  # for the principal
    with pytest.raises(Refused, match="Others answer"):
        year.report(by=year.clerks[0], council=year.councils[0])  # its own name, the principal's commitment
    year.report(side="both", by=year.clerks[0], council=year.councils[0])
    year.report(side="both")
    assert ProgressEntry.objects.count() == 2


def test_of_an_ask_the_side_that_is_asked_answers(year):
    ask = year.commitment("local", "ask")
    assert ask.binds(year.party())
    assert not ask.binds(year.party(year.councils[0]))


def test_a_commitment_of_one_council_is_answered_by_that_one_alone():
    charter = Round(locals_=2).written()
    named = actions.add_commitment(
        version=charter.version, kind="commitment", owner_side="local", owner=charter.councils[1], text="Cut",
        target="2", by=charter.officer,
    )  # fmt: skip
    with pytest.raises(Refused, match="not on the side"):
        actions.edit_commitment(commitment=named, owner_side="local", owner=charter.principal, by=charter.officer)
    later = timezone.localdate() + timedelta(days=90)
    with pytest.raises(Refused, match="send it to that council"):
        actions.send_version(version=charter.version, councils=charter.councils[:1], reply_by=later, by=charter.officer)
    version = actions.send_version(
        version=charter.version, councils=charter.councils, reply_by=later, by=charter.officer
    )
    bound = [p.council for p in version.agreement.parties.all() if named.binds(p)]
    assert bound == [charter.councils[1]]
    assert f"By: {charter.councils[1].full_name}" in version.canonical_text
    assert "Target: 2" in version.canonical_text


@pytest.mark.parametrize(("days", "words"), [(1, "in the past"), (-1, "before it came into force")])
def test_a_day_outside_the_charters_life_is_refused(year, days, words):
    with pytest.raises(Refused, match=words):
        year.report(stood_on=timezone.localdate() + timedelta(days=days))


def test_a_second_report_of_one_day_is_refused_and_the_first_can_be_corrected(year):
    entry = year.report()
    with pytest.raises(Refused, match="already"):
        year.report("red")
    with pytest.raises(PermissionDenied):
        actions.edit_progress(entry=entry, standing="red", stood_on=entry.stood_on, text="No", by=year.clerks[0])
    actions.edit_progress(entry=entry, standing="red", stood_on=entry.stood_on, text="No", by=year.officer)
    entry.refresh_from_db()
    assert (entry.standing, entry.text) == ("red", "No")
    assert AuditEvent.objects.latest("pk").parts == [entry.audit_part]


def test_nobody_reports_on_what_was_not_signed_or_is_not_in_force():
    charter = Round(locals_=2).sent()
    party = Party.objects.get(agreement=charter.agreement, council=charter.principal)
    with pytest.raises(Refused, match="not in force"):
        actions.report_progress(
            commitment=charter.version.commitments.get(), party=party, standing="green",
            stood_on=timezone.localdate(), text="Yes", by=charter.officer,
        )  # fmt: skip


def test_the_database_refuses_progress_of_a_stranger_and_comments_of_ones_own_side(year):
    other = Year(locals_=1)
    facts = {"standing": "red", "stood_on": timezone.localdate(), "text": "x", "written_by": year.officer}
    with pytest.raises(DatabaseError, match="own agreement"), transaction.atomic():
        ProgressEntry.objects.create(commitment=year.commitment(), party=other.party(), **facts)
    entry = year.report()
    with pytest.raises(DatabaseError, match="other side"), transaction.atomic():
        entry.comments.create(party=year.party(), text="Well done, us", written_by=year.officer)


def test_the_other_side_comments_and_the_council_is_told(year):
    entry = year.report()
    OutgoingEmail.objects.all().delete()
    party = year.party(year.councils[0])
    with pytest.raises(PermissionDenied):
        actions.comment_on_progress(entry=entry, party=year.party(), text="Good", by=year.officer)
    with pytest.raises(PermissionDenied):
        actions.comment_on_progress(entry=entry, party=year.party(year.councils[1]), text="Good", by=year.clerks[0])
    actions.comment_on_progress(entry=entry, party=party, text="We waited longer.", by=year.clerks[0])
    with pytest.raises(Refused, match="already"):
        actions.comment_on_progress(entry=entry, party=party, text="We waited longer.", by=year.clerks[0])
    [mail] = OutgoingEmail.objects.all()
    assert mail.to == year.officer.email
    assert "We waited longer." in mail.text


def test_a_pdf_is_kept_byte_for_byte_and_a_picture_without_its_place(year, client):
    file = pdf_file()
    entry = year.report(file=file, description="The minute")
    file.seek(0)
    kept = entry.evidence
    assert (kept.filename, bytes(kept.content)) == ("minutes-of-may.pdf", file.read())
    photo = picture_file()
    assert b"High Street" in photo.read()
    photo.seek(0)
    actions.edit_progress(entry=entry, standing="green", stood_on=entry.stood_on, text="Yes", file=photo,
                          description="A verge", by=year.officer)  # fmt: skip
    kept = Evidence.objects.get(entry=entry)
    assert kept.content_type == "image/jpeg"
    assert b"High Street" not in bytes(kept.content)
    address = reverse("charters:progress-evidence", args=[year.agreement.reference, entry.pk])
    assert sign_in(client, year.clerks[0]).get(address)["Content-Type"] == "image/jpeg"
    assert sign_in(client, make_person(make_council())).get(address).status_code == 404
    actions.edit_progress(
        entry=entry, standing="green", stood_on=entry.stood_on, text="Yes", drop_file=True, by=year.officer
    )
    assert sign_in(client, year.officer).get(address).status_code == 404


SCRIPT = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
BAD_FILES = {
    "holds scripts": lambda: pdf_file(OpenAction=SCRIPT),
    "cannot be read": lambda: SimpleUploadedFile("a.pdf", b"%PDF-1.7 nothing"),
    "Choose a PDF": lambda: SimpleUploadedFile("a.docx", b"PK\x03\x04 a document"),
    "smaller than 5 MB": lambda: SimpleUploadedFile("a.pdf", b"%PDF-" + b"0" * (5 * 1024 * 1024)),
}


@pytest.mark.parametrize("words", BAD_FILES)
def test_a_file_that_is_no_evidence_is_refused_and_nothing_is_kept(year, words):
    with pytest.raises(Refused, match=words) as caught:
        year.report(file=BAD_FILES[words](), description="It")
    assert caught.value.field == "file"
    assert not ProgressEntry.objects.exists()


def test_a_form_with_errors_says_where_and_keeps_what_was_typed(year, client):
    address = reverse(
        "charters:report-progress", args=[year.agreement.reference, year.commitment().key, year.principal.slug]
    )
    sign_in(client, year.officer)
    page = client.post(address, {"text": "Half a sentence", "link": "javascript:alert(1)", "file": pdf_file()})
    text = page.content.decode()
    assert "Half a sentence" in text
    assert "Enter what the file shows" in text
    assert not ProgressEntry.objects.exists()


def test_the_worst_last_word_counts_and_done_needs_everyone(year):
    for clerk, council, standing in zip(year.clerks, year.councils, ("green", "red"), strict=True):
        year.report(standing, side="local", by=clerk, council=council)
    [item] = [item for item in tracked(year.version) if item.commitment == year.commitment("local")]
    assert (item.standing, item.spoken, len(item.reporters)) == ("red", 2, 2)
    assert dict(item.counts) == {"red": 1, "green": 1}


def test_what_is_due_stands_on_the_home_page_until_it_is_reported(year):
    clerk, start = year.clerks[0], timezone.localdate()

    def due():
        return [work for work in collect(OPEN_WORK, fresh(clerk)) if "Say how" in work.title]

    assert due() == []
    with time_machine.travel(timezone.localtime() + timedelta(days=170)):
        [work] = due()
        assert "2 commitments" in work.title
        assert work.due_on > start + timedelta(days=180)
        year.report(side="local", by=clerk, council=year.councils[0])
        year.report("done", side="both", by=clerk, council=year.councils[0])
        assert due() == []
    with time_machine.travel(timezone.localtime() + timedelta(days=400)):
        [work] = due()
        assert "1 commitment" in work.title  # what is done is not asked for again


def test_progress_goes_with_a_commitment_into_the_next_version(year):
    entry = year.report("amber")
    draft = actions.start_new_version(agreement=year.agreement, by=year.officer)
    carried = draft.commitments.get(owner_side="principal")
    assert carried.key == entry.commitment.key
    assert carried.pk != entry.commitment_id
    [item] = [item for item in tracked(draft) if item.commitment == carried]
    assert item.entries == (entry,)


def test_columns_show_every_commitment_on_every_day(year):
    year.report("red")
    start = timezone.localdate()
    drawn = columns(tracked(year.version), start, start + timedelta(days=700))
    assert len(drawn) <= 8
    for column in drawn:
        assert sum(part.count for part in column.parts) == Commitment.objects.filter(version=year.version).count()
        assert abs(sum(part.height for part in column.parts) - 40) < 0.1
    assert drawn[-1].counts["red"] == 1


@pytest.mark.parametrize("years", [0, 1, 3, 10, 40])
def test_at_most_eight_days_are_drawn_in_order_and_the_last_is_today(years):
    today = date(2026, 2, 28)
    days = days_to_draw(date(2026 - years, 2, 28), today)
    assert days == sorted(set(days))
    assert 1 <= len(days) <= 8
    assert days[-1] == today


def test_what_is_due_is_sorted_by_day(year):
    due = report_due(tracked(year.version), year.party(year.councils[0]))
    assert [item.commitment.owner_side for _day, item in due] == ["local", "both"]


def test_a_clerk_of_many_councils_costs_no_more_queries(year):
    clerk = year.clerks[0]

    def queries():
        with time_machine.travel(timezone.localtime() + timedelta(days=170)), CaptureQueriesContext(connection) as seen:
            found = list(to_run(fresh(clerk)))
        return len(seen), len(found)

    few, one = queries()
    for _ in range(2):
        MembershipFactory(user=clerk, council=Year(locals_=1).councils[0], role=Role.CLERK)
    many, three = queries()
    assert (one, three) == (1, 3)
    assert many == few
    again, _found = queries()
    assert again == 3  # the person, memberships, and the versions with the state of their trail


def test_what_is_due_is_never_what_was_due_before_somebody_wrote(year):
    clerk = year.clerks[0]

    def due():
        return [work.title for work in to_run(fresh(clerk))]

    with time_machine.travel(timezone.localtime() + timedelta(days=170)):
        assert due() == due() == ["Say how 2 commitments stand: Working together"]
        year.report(side="local", by=clerk, council=year.councils[0])
        assert due() == ["Say how 1 commitment stands: Working together"]
