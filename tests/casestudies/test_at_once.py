"""While one council approves, the other takes the words back and sends others: nobody approves what they never saw."""

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from casestudies import actions
from casestudies.models import Approval, Publication
from tests.accounts.factories import sign_in
from tests.casestudies.factories import Story
from tests.saving import opened, save
from tests.together import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def story():
    return Story().sent()


def sent_anew(story, **words):
    """Taken back, changed and out once more."""
    actions.take_back(publication=story.publication, by=story.clerk)
    return story.sent(**words)


def test_words_changed_after_the_page_was_opened_are_shown_and_not_approved(story):
    client = sign_in(Client(), story.other_clerk)
    url = reverse("casestudies:approve", args=[story.study.slug, story.other.slug])
    old = {**opened(client, url), "answer": "approved", "words": ""}
    sent_anew(story, lesson="Whoever is late pays for all.")
    response = client.post(url, old)
    html = response.content.decode()
    assert response.status_code == 409
    assert "The words were changed after you opened this page" in html
    assert "Whoever is late pays for all." in html
    assert story.approval().answer == "asked"
    assert client.post(url, {**old, "seen": "forged"}).status_code == 409
    assert save(client, url, {"answer": "approved", "words": ""}).status_code == 302
    assert story.approval().answer == "approved"


def test_sent_anew_in_the_moment_of_approving(story):
    """The row that was asked may be gone when the other’s turn comes: an answer or a refusal, never an accident."""
    approval, one, two = story.approval(), story.publication, story.clerk
    publications = Publication.objects.filter(pk=one.pk)

    def asks_anew():
        with transaction.atomic():
            actions.take_back(publication=one, by=two)
            return actions.ask_for_approval(publication=one, by=two)

    def approves():
        return actions.answer_approval(approval=approval, approved=True, by=story.other_clerk)

    assert [type(outcome) for outcome in at_once(publications, asks_anew, approves)] == [Publication, Approval]
    sent_anew(story)
    assert approves().pk == story.approval().pk != approval.pk
