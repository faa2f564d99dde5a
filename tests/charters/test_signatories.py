"""Who is asked to sign: named by the clerk or the officer, replaced before the signature, both told."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.urls import reverse

from charters import actions
from charters.models import SigningRequest
from core.exceptions import Refused
from core.models import OutgoingEmail
from core.registry import OPEN_WORK, each
from core.roles import Role
from tests.accounts.factories import sign_in
from tests.charters.factories import Round, fresh, make_person, sign

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_():
    found = Round(locals_=2).sent()
    found.chair = make_person(found.councils[0], Role.COUNCILLOR)
    found.deputy = make_person(found.councils[0], Role.COUNCILLOR)
    OutgoingEmail.objects.all().delete()
    return found


def ask(round_, person, by=None):
    return actions.name_signatory(response=round_.response(), person=person, by=by or round_.clerks[0])


def test_another_person_is_named_and_both_are_told(round_, client):
    sign_in(client, round_.clerks[0])
    url = reverse("charters:signatory", args=[round_.agreement.reference, round_.councils[0].slug])
    assert "Select who should sign" in client.post(url, {}).content.decode()
    for someone in (round_.chair, round_.deputy, round_.deputy):
        own = client.post(url, {"person": someone.pk}, follow=True).content.decode()
        assert f"{someone.name} was asked to sign" in own
    told = list(OutgoingEmail.objects.order_by("pk").values_list("to", "kind"))
    assert told == [
        (round_.chair.email, "charters.asked-to-sign"),
        (round_.chair.email, "charters.not-needed"),
        (round_.deputy.email, "charters.asked-to-sign"),
    ]
    assert SigningRequest.objects.standing().get().person == round_.deputy
    notes = [work.note for work in each(OPEN_WORK, fresh(round_.deputy))]
    assert "You are asked to sign for your council." in notes
    sign(round_.response(), by=round_.chair)  # whoever may sign still can
    with pytest.raises(Refused, match="already signed"):
        ask(round_, round_.chair)


def test_only_those_who_may_sign_are_named_and_by_whom(round_):
    ask(round_, round_.chair, by=round_.officer)
    viewer = make_person(round_.councils[0], Role.VIEWER)
    for person in (viewer, round_.clerks[1]):
        with pytest.raises(Refused) as refusal:
            ask(round_, person)
        assert refusal.value.field == "person"
    for by in (round_.clerks[1], viewer):
        with pytest.raises(PermissionDenied):
            ask(round_, round_.chair, by=by)
    with pytest.raises(DatabaseError, match="signing_request_one"), transaction.atomic():
        SigningRequest.objects.create(response=round_.response(), person=round_.deputy, asked_by=round_.officer)
