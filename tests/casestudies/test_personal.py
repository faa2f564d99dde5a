"""Removing a person takes them out of case studies, checklists and letters."""

import pytest

from accounts.actions.removal import PROOF, remove_person
from accounts.models import Removal
from casestudies import actions
from casestudies.models import ItemAnswer, Printout
from casestudies.printing import make_printout
from core.roles import Role
from tests.accounts.factories import person, proved
from tests.casestudies.factories import ChapterFactory, Story, answered
from tests.councils.factories import CouncilFactory
from tests.traces import everywhere

pytestmark = pytest.mark.django_db
NAME, MAILBOX = "Ottoline Featherstonehaugh-Vane", "ottoline@featherstonehaugh.example"


@pytest.fixture
def clerk():
    """A clerk with a colleague who stays, who wrote about themselves wherever they could."""
    council = CouncilFactory()
    person(Role.CLERK, council)
    clerk = person(Role.CLERK, council, name=NAME, email=MAILBOX)
    Story(council, clerk=clerk).sent(did=f"{NAME} asked both councils.", credit=f"Ask {MAILBOX}")
    run = actions.start_run(council=council, chapter=ChapterFactory(items=2), by=clerk)
    answers = {item: {**answer, "note": f"{NAME} knows"} for item, answer in answered(run).items()}
    actions.finish_run(run=run, answers=answers, by=clerk)
    letter = {"title": "A letter", "signed": NAME}
    actions.write_letter(slug="start-a-partnership", letter=letter, typed={"signed_name": NAME}, by=clerk)
    return clerk


def test_a_removal_leaves_no_trace_in_the_library(clerk, django_capture_on_commit_callbacks):
    result = Printout.objects.get(kind="result")
    make_printout(result.pk)
    proved(clerk, PROOF)
    with django_capture_on_commit_callbacks(execute=True):
        remove_person(person=clerk, why=Removal.Why.OWN_WISH, by=clerk)
    assert [place for place in everywhere("ottoline", "featherstonehaugh") if "casestudies" in str(place)] == []
    assert "knows" in ItemAnswer.objects.first().note
    assert not Printout.objects.filter(kind="letter").exists()
    result.refresh_from_db()
    assert not result.is_ready, "the sweep prints it anew"
