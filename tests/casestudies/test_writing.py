"""Councils write their own: drafted, approved by every party, published, reviewed, archived."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from casestudies import actions
from casestudies.models import CaseStudy, Publication, PublicationStatus
from casestudies.workflow import PUBLICATION
from core.exceptions import Refused
from core.models import AuditEvent, OutgoingEmail
from core.policies import SYSTEM
from core.registry import OPEN_WORK, collect
from core.reminders.actions import send_reminders
from core.roles import Role
from tests.accounts.factories import UserFactory, person, sign_in
from tests.casestudies.factories import WORDS, Story, StudyFactory
from tests.charters.factories import fresh
from tests.councils.factories import CouncilFactory

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def work_of(someone):
    return [work.title for work in collect(OPEN_WORK, fresh(someone))]


def test_draft_is_offered_to_apps_above_with_facts_and_parties():
    owner, other = CouncilFactory(), CouncilFactory()
    clerk = person(Role.CLERK, owner)
    publication = actions.draft_case_study(
        facts={"title": "One lengthsman", "did": "Hired"}, parties=[(owner, "local"), (other, "local")], by=clerk
    )
    assert publication.status == PublicationStatus.DRAFT
    assert publication.study.did == "Hired"
    assert publication.study.council_ids == {owner.pk, other.pk}
    assert AuditEvent.objects.get(verb="casestudies.drafted").restricted


def test_only_those_who_write_for_the_owner_may_draft():
    owner = CouncilFactory()
    for someone in (person(Role.COUNCILLOR, owner), person(Role.CLERK), UserFactory(is_staff=True)):
        with pytest.raises(PermissionDenied):
            actions.draft_case_study(facts={"title": "T"}, parties=[(owner, "local")], by=someone)


def test_the_address_of_a_second_study_of_one_title_is_another():
    assert Story(title="Library").study.slug == "library"
    assert Story(title="Library").study.slug == "library-2"
    assert Story(title="Own").study.slug == "own-2"


def test_asking_needs_words_and_two_councils():
    story = Story()
    with pytest.raises(Refused, match="Write what was done"):
        actions.ask_for_approval(publication=story.publication, by=story.clerk)
    story.written()
    actions.remove_party(publication=story.publication, position=2, by=story.clerk)
    with pytest.raises(Refused, match="at least two councils"):
        actions.ask_for_approval(publication=story.publication, by=story.clerk)


def test_each_party_is_asked_by_mail_and_open_work():
    story = Story().sent()
    mail = OutgoingEmail.objects.get(kind="casestudies.approval_asked")
    assert mail.to == story.other_clerk.email
    assert reverse("casestudies:approve", args=[story.study.slug, story.other.slug]) in mail.text
    assert f"Approve the case study: {story.study.title}" in work_of(story.other_clerk)
    assert story.approval(story.owner).answer == "approved"


def test_nothing_is_published_before_all_have_approved():
    story = Story().sent()
    with pytest.raises(Refused, match="Not approved yet by"):
        actions.publish_study(publication=story.publication, by=story.clerk)
    story.fresh()
    assert story.publication.status == PublicationStatus.OUT
    assert not CaseStudy.objects.published().exists()


def test_approved_by_all_it_is_published_and_everyone_is_told(client):
    story = Story().approved()
    assert f"All have approved, publish it: {story.study.title}" in work_of(story.clerk)
    assert "You can publish it now" in OutgoingEmail.objects.get(kind="casestudies.approval_answered").text
    actions.publish_study(publication=story.publication, by=story.clerk)
    assert OutgoingEmail.objects.get(kind="casestudies.published").to == story.other_clerk.email
    html = client.get(story.study.get_absolute_url()).content.decode()
    assert WORDS["lesson"] in html
    assert WORDS["credit"] in html


def test_changes_asked_for_reach_the_owner_and_stop_the_publication():
    story = Story().sent()
    actions.answer_approval(approval=story.approval(), approved=False, words="Name the county", by=story.other_clerk)
    assert "Name the county" in OutgoingEmail.objects.get(kind="casestudies.approval_answered").text
    assert f"Changes asked for in the case study: {story.study.title}" in work_of(story.clerk)
    with pytest.raises(Refused):
        actions.publish_study(publication=story.publication, by=story.clerk)


def test_changes_need_words():
    story = Story().sent()
    with pytest.raises(Refused, match="what should be changed"):
        actions.answer_approval(approval=story.approval(), approved=False, words=" ", by=story.other_clerk)


def test_words_that_are_out_cannot_be_changed_and_taken_back_everyone_is_asked_anew():
    story = Story().approved()
    with pytest.raises(Refused, match="Take the case study back first"):
        actions.edit_words(publication=story.publication, facts={**WORDS, "title": "Other"}, by=story.clerk)
    actions.take_back(publication=story.publication, by=story.clerk)
    story.sent(lesson="Another lesson")
    assert story.approval().answer == "asked"


def test_words_changed_behind_the_portals_back_are_not_published():
    story = Story().approved()
    CaseStudy.objects.filter(pk=story.study.pk).update(lesson="Something nobody approved")
    with pytest.raises(Refused, match="Not approved yet"):
        actions.publish_study(publication=story.publication, by=story.clerk)


@pytest.mark.parametrize("action", [actions.ask_for_approval, actions.take_back, actions.publish_study])
def test_a_rival_moves_nothing(action):
    story, rival = Story().approved(), Story()
    before = story.publication.status
    with pytest.raises((PermissionDenied, Refused)):
        action(publication=story.publication, by=rival.clerk)
    story.fresh()
    assert story.publication.status == before


def test_an_answer_for_another_council_is_forbidden():
    story = Story().sent()
    with pytest.raises(PermissionDenied):
        actions.answer_approval(approval=story.approval(), approved=True, by=story.clerk)


def test_archived_with_its_reason_it_is_gone_from_the_library_and_can_come_back():
    story, admin = Story().published(), UserFactory(is_staff=True)
    with pytest.raises(Refused, match="Enter the reason"):
        actions.archive_study(study=story.study, reason="  ", by=story.clerk)
    actions.archive_study(study=story.study, reason="The councils were merged", by=story.clerk)
    assert not CaseStudy.objects.published().exists()
    actions.restore_study(publication=story.publication, by=admin)
    assert CaseStudy.objects.published().exists()
    assert Publication.objects.get().archive_reason == ""


def test_a_draft_does_not_reach_the_library_by_way_of_the_archive():
    story, admin = Story(), UserFactory(is_staff=True)
    actions.archive_study(study=story.study, reason="Not now", by=story.clerk)
    with pytest.raises(Refused, match="never published"):
        actions.restore_study(publication=story.publication, by=admin)


def test_a_shipped_study_is_archived_by_an_administrator_and_stays_so():
    study, admin = StudyFactory(), UserFactory(is_staff=True)
    with pytest.raises(PermissionDenied):
        actions.archive_study(study=study, reason="Old", by=person(Role.CLERK))
    actions.archive_study(study=study, reason="Out of date", by=admin)
    assert not CaseStudy.objects.published().exists()
    with pytest.raises(Refused):
        actions.archive_study(study=study, reason="Again", by=admin)


def test_the_owner_is_reminded_once_when_the_day_of_review_has_come():
    with time_machine.travel("2026-03-02 10:00"):  # a Monday
        story = Story().published()
        Publication.objects.update(review_on=TODAY() + timedelta(days=365))
    with time_machine.travel("2027-03-02 10:00"):
        assert f"Is this case study still right? {story.study.title}" in work_of(story.clerk)
        assert send_reminders(by=SYSTEM) == 1
        assert send_reminders(by=SYSTEM) == 0
    mail = OutgoingEmail.objects.latest("pk")
    assert mail.to == story.clerk.email
    assert "Is this case study still right?" in mail.subject + mail.text


def test_reviewed_it_is_asked_about_again_on_the_new_day():
    story = Story().published()
    with pytest.raises(Refused, match="in the future"):
        actions.review_study(publication=story.publication, review_on=TODAY(), by=story.clerk)
    actions.review_study(publication=story.publication, review_on=TODAY() + actions.REVIEW_AFTER, by=story.clerk)
    assert Publication.objects.get().review_on == TODAY() + actions.REVIEW_AFTER


@pytest.mark.parametrize("step", PUBLICATION.steps, ids=lambda step: f"{step.source}-{step.verb}")
def test_a_step_is_refused_from_every_other_status(step):
    story = Story()
    sources = {other.source for other in PUBLICATION.steps if other.verb == step.verb}
    for status in set(PublicationStatus) - sources:
        story.publication.status = status
        with pytest.raises(Refused):
            PUBLICATION.step(story.publication, step.verb)


def test_the_database_refuses_an_archived_study_without_reason():
    story = Story()
    with pytest.raises(IntegrityError, match="publication_archived_with_reason"), transaction.atomic():
        Publication.objects.filter(pk=story.publication.pk).update(status="archived")


def test_a_party_named_twice_is_refused_at_its_field(client):
    story = Story()
    sign_in(client, story.clerk)
    url = reverse("casestudies:own-party", args=[story.study.slug])
    data = {"is_council": "yes", "name": story.other.name, "council": story.other.slug, "role": "local"}
    html = client.post(url, data).content.decode()
    assert "It is named already" in html
    assert 'href="#id_name"' in html


def test_a_council_whose_name_is_not_clear_is_asked_for_with_its_place(client):
    story = Story()
    for place in ("Kent", "Surrey"):
        CouncilFactory(name="Middleton", context=place)
    sign_in(client, story.clerk)
    url = reverse("casestudies:own-party", args=[story.study.slug])
    html = client.post(url, {"is_council": "yes", "name": "Middleton", "role": "local"}).content.decode()
    assert "Several councils fit" in html
    assert "(Kent)" in html
