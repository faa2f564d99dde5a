"""Checklists: alone, bit by bit, dated when finished, nobody else's business."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from casestudies import actions
from casestudies.models import ChecklistItem, ChecklistRun, Printout, Standing
from casestudies.printing import make_printout
from casestudies.progress import line_of, next_chapter, share_of, standings, together
from core.exceptions import Refused
from core.models import AuditEvent
from core.roles import Role
from tests.accounts.factories import UserFactory, person, sign_in
from tests.casestudies.factories import ChapterFactory, answered, finished_run
from tests.councils.factories import CouncilFactory
from tests.saving import opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def chapter():
    return ChapterFactory(code="B8", items=3)


@pytest.fixture
def clerk():
    return person(Role.CLERK)


@pytest.fixture
def council(clerk):
    return clerk.memberships.get().council


def test_a_second_start_goes_on_with_the_first(council, chapter, clerk):
    run = actions.start_run(council=council, chapter=chapter, by=clerk)
    assert actions.start_run(council=council, chapter=chapter, by=clerk) == run


def test_answers_are_kept_bit_by_bit_in_the_words_of_then(council, chapter, clerk):
    run = actions.start_run(council=council, chapter=chapter, by=clerk)
    first = chapter.items.first()
    actions.save_answers(run=run, answers={first: {"standing": "partly", "note": "Half", "evidence": ""}}, by=clerk)
    ChecklistItem.objects.filter(pk=first.pk).update(text="Otherwise")
    assert run.answers.get().asked == "Item 1 of B8"
    actions.save_answers(run=run, answers={first: {"standing": "", "note": "", "evidence": ""}}, by=clerk)
    assert not run.answers.exists()


def test_finishing_needs_every_answer_and_dates_the_run(council, chapter, clerk):
    run = actions.start_run(council=council, chapter=chapter, by=clerk)
    half = dict(list(answered(run).items())[:1])
    with pytest.raises(Refused, match="Still open: 2 and 3"):
        actions.finish_run(run=run, answers=half, by=clerk)
    assert not run.answers.exists()
    run = actions.finish_run(run=run, answers=answered(run), by=clerk)
    assert run.finished_at
    with pytest.raises(Refused, match="is finished"):
        actions.save_answers(run=run, answers=half, by=clerk)


def test_only_the_clerk_writes_and_only_its_people_read(council, chapter, clerk, client):
    run = actions.start_run(council=council, chapter=chapter, by=clerk)
    for someone in (person(Role.COUNCILLOR, council), person(Role.CLERK), UserFactory(is_staff=True, app=True)):
        with pytest.raises(PermissionDenied):
            actions.save_answers(run=run, answers={}, by=someone)
    sign_in(client, person(Role.COUNCILLOR, council))
    assert client.get(reverse("casestudies:checklists", args=[council.slug])).status_code == 200
    sign_in(client, UserFactory(is_staff=True, app=True))
    assert client.get(reverse("casestudies:checklists", args=[council.slug])).status_code == 403
    assert client.get(reverse("casestudies:run", args=[run.public_id])).status_code == 404


def test_the_principal_learns_nothing_from_the_trail(council, chapter, clerk):
    principal = CouncilFactory(principal=True)
    council.parents.add(principal)
    officer = person(Role.LIAISON_OFFICER, principal)
    finished_run(council, chapter, clerk)
    events = AuditEvent.objects.filter(verb__startswith="casestudies.run")
    assert events.exists()
    assert not events.readable_by(officer).exists()
    assert events.readable_by(clerk).count() == events.count()


def test_whoever_saves_second_is_told(council, chapter, clerk, client):
    run = actions.start_run(council=council, chapter=chapter, by=clerk)
    sign_in(client, clerk)
    url = reverse("casestudies:run", args=[run.public_id])
    seen = opened(client, url)
    first = chapter.items.first()
    actions.save_answers(run=run, answers={first: {"standing": "done", "note": "By A", "evidence": ""}}, by=clerk)
    response = client.post(url, {**seen, "item1-standing": "partly", "item1-note": "By B", "save": "yes"})
    assert response.status_code == 409
    html = response.content.decode()
    assert "By A" in html
    assert "By B" in html
    assert "1. Item 1 of B8 – Note" in html
    assert run.answers.get().note == "By A"


def test_result_is_printed_and_says_what_comes_next(council, chapter, clerk, client):
    ChapterFactory(code="C9", items=1)
    run = finished_run(council, chapter, clerk, Standing.PARTLY)
    printout = Printout.objects.get(kind="result")
    sign_in(client, clerk)
    pdf = reverse("casestudies:run-pdf", args=[run.public_id])
    assert client.get(pdf)["Content-Type"].startswith("text/html")
    make_printout(printout.pk)
    assert client.get(pdf).getvalue().startswith(b"%PDF")
    html = client.get(reverse("casestudies:run-result", args=[run.public_id])).content.decode()
    assert "50% done" in html
    assert "Chapter C9" in html
    assert client.get(reverse("casestudies:run", args=[run.public_id])).status_code == 302


def test_progress_over_time_counts_what_is_for_the_council(council, chapter, clerk):
    first = finished_run(council, chapter, clerk, Standing.NOT_YET)
    ChecklistRun.objects.filter(pk=first.pk).update(
        started_at=timezone.now() - timedelta(days=400), finished_at=timezone.now() - timedelta(days=365)
    )
    finished_run(council, chapter, clerk, Standing.DONE)
    other = ChapterFactory(code="C9", items=2)
    finished_run(council, other, clerk, Standing.NOT_FOR_US)
    rows = {row.chapter.code: row for row in standings(council)}
    assert [point.share for point in rows["B8"].points] == [0.0, 1.0]
    assert rows["C9"].latest.share == 1.0
    assert [(share, many) for _on, share, many in together(rows.values())] == [(0.0, 1), (1.0, 2)]


def test_share_counts_half_of_what_is_partly_done():
    class Tally:
        done, partly, not_yet = 1, 1, 2

    assert share_of(Tally) == 0.375


def test_next_chapter_goes_round_and_then_to_the_one_longest_ago(council, clerk):
    chapters = [ChapterFactory(code=code, items=1) for code in ("A1", "B5", "C9")]
    assert next_chapter(council).code == "A1"
    assert next_chapter(council, after=chapters[1]).code == "C9"
    assert next_chapter(council, after=chapters[2]).code == "A1"
    for days, chapter in zip((30, 90, 60), chapters, strict=True):
        run = finished_run(council, chapter, clerk)
        long_ago = timezone.now() - timedelta(days=days)
        ChecklistRun.objects.filter(pk=run.pk).update(started_at=long_ago, finished_at=long_ago)
    assert next_chapter(council).code == "B5"


def test_a_line_needs_two_points():
    assert line_of([0.5]) is None
    assert line_of([0.0, 1.0]).path == "M0.0 40.0L100.0 0.0"


def test_discarding_loses_the_run_and_a_finished_one_stays(council, chapter, clerk, client):
    run = actions.start_run(council=council, chapter=chapter, by=clerk)
    sign_in(client, clerk)
    client.post(reverse("casestudies:run-discard", args=[run.public_id]))
    assert not ChecklistRun.objects.exists()
    done = finished_run(council, chapter, clerk)
    with pytest.raises(Refused, match="is kept"):
        actions.discard_run(run=done, by=clerk)
