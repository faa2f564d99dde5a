"""Proof of identity before a signature."""

import pytest
from django.db import IntegrityError, transaction

from accounts.actions import confirm_identity_proof, start_identity_proof, use_identity_proof
from accounts.models import IdentityProof
from core.exceptions import Refused
from core.models import OutgoingEmail
from tests.accounts.conftest import code_in, last_mail
from tests.accounts.factories import proved
from tests.accounts.test_second_factor import app_code, recovery_codes, secret_of

pytestmark = pytest.mark.django_db
KEY = "charters:CG-7K3F-9QX2:v1:olney"
NOW = "2026-12-02 15:25:00+00:00"


@pytest.fixture(autouse=True)
def _clock(time_machine):
    time_machine.move_to(NOW)


def start(person, key=KEY, **more):
    return start_identity_proof(by=person, purpose="Sign the charter for Olney", subject_key=key, **more)


def confirm(person, code, key=KEY):
    return confirm_identity_proof(by=person, subject_key=key, code=code)


def wrong_than(code):
    return f"{(int(code) + 1) % 10**6:06}"


def test_a_clerk_proves_by_mail_and_signs_once(clerk, time_machine):
    start(clerk)
    mail = last_mail()
    assert mail.to == clerk.email
    assert "Sign the charter for Olney" in mail.text
    time_machine.shift(300)
    confirm(clerk, code_in(mail))
    proof = use_identity_proof(by=clerk, subject_key=KEY)
    assert proof.label == f"Code sent to {clerk.email} and entered on 2 December 2026 at 3:30pm"
    assert clerk.email not in proof.public_label
    with pytest.raises(Refused):
        use_identity_proof(by=clerk, subject_key=KEY)


def test_an_officer_proves_with_the_app_and_gets_no_mail(officer):
    start(officer)
    assert not OutgoingEmail.objects.exists()
    with pytest.raises(Refused):
        confirm(officer, "000000")
    confirm(officer, app_code(secret_of(officer)))
    assert "authenticator app" in use_identity_proof(by=officer, subject_key=KEY).label


def test_a_recovery_code_is_no_code_of_the_app(officer):
    start(officer)
    with pytest.raises(Refused):
        confirm(officer, recovery_codes(officer)[0])
    assert len(recovery_codes(officer)) == 10


def test_the_code_is_not_stored(clerk):
    start(clerk)
    proof = IdentityProof.objects.get()
    assert code_in(last_mail()) not in f"{proof.__dict__}".replace(proof.code_hash, "")
    assert len(proof.code_hash) == 64


def test_a_proof_counts_for_exactly_one_subject(clerk):
    start(clerk)
    code = code_in(last_mail())
    with pytest.raises(Refused):
        confirm(clerk, code, key=KEY.replace("v1", "v2"))
    confirm(clerk, code)
    with pytest.raises(Refused):
        use_identity_proof(by=clerk, subject_key=KEY.replace("v1", "v2"))


def test_a_proof_counts_for_its_person_only(clerk, officer):
    start(clerk)
    code = code_in(last_mail())
    with pytest.raises(Refused):
        confirm(officer, code)
    proved(clerk, KEY)
    with pytest.raises(Refused):
        use_identity_proof(by=officer, subject_key=KEY)


def test_an_unproved_code_is_no_proof(clerk):
    start(clerk)
    with pytest.raises(Refused):
        use_identity_proof(by=clerk, subject_key=KEY)


def test_five_wrong_codes_spend_the_proof_and_are_kept(clerk):
    start(clerk)
    code = code_in(last_mail())
    for _turn in range(5):
        with pytest.raises(Refused) as refusal:
            confirm(clerk, wrong_than(code))
        assert refusal.value.field == "code"
    assert IdentityProof.objects.get().attempts == 5
    with pytest.raises(Refused):
        confirm(clerk, code)


def test_ten_guesses_over_several_codes_are_enough(clerk):
    for number in range(2):
        start(clerk, key=f"{KEY}{number}")
        for _turn in range(5):
            with pytest.raises(Refused):
                confirm(clerk, wrong_than(code_in(last_mail())), key=f"{KEY}{number}")
    start(clerk, key=KEY)
    with pytest.raises(Refused):
        confirm(clerk, code_in(last_mail()))


def test_at_most_five_codes_are_sent_in_fifteen_minutes(clerk, time_machine):
    for _turn in range(5):
        start(clerk)
    with pytest.raises(Refused):
        start(clerk)
    time_machine.shift(901)
    start(clerk)


def test_a_clerk_of_many_councils_signs_for_each_in_one_sitting(clerk):
    for number in range(7):
        key = f"{KEY}{number}"
        start(clerk, key=key)
        confirm(clerk, code_in(last_mail()), key=key)
        use_identity_proof(by=clerk, subject_key=key)


def test_a_new_code_replaces_the_old(clerk):
    start(clerk)
    old = code_in(last_mail())
    start(clerk)
    new = code_in(last_mail())
    if old != new:
        with pytest.raises(Refused):
            confirm(clerk, old)
    confirm(clerk, new)


def test_a_code_runs_out(clerk, time_machine):
    start(clerk)
    time_machine.shift(901)
    with pytest.raises(Refused):
        confirm(clerk, code_in(last_mail()))


def test_a_proof_runs_out_fifteen_minutes_after_the_code_was_entered(clerk, time_machine):
    start(clerk)
    time_machine.shift(600)
    confirm(clerk, code_in(last_mail()))
    time_machine.shift(899)
    with transaction.atomic():
        use_identity_proof(by=clerk, subject_key=KEY)
        transaction.set_rollback(True)
    time_machine.shift(2)
    with pytest.raises(Refused):
        use_identity_proof(by=clerk, subject_key=KEY)


def test_a_signature_that_fails_does_not_spend_the_proof(clerk):
    proved(clerk, KEY)
    with transaction.atomic():
        use_identity_proof(by=clerk, subject_key=KEY)
        transaction.set_rollback(True)
    use_identity_proof(by=clerk, subject_key=KEY)


def test_the_code_goes_to_another_address_of_the_person_only_if_it_is_theirs(clerk, officer):
    start(clerk, address=officer.email)
    assert last_mail().to == clerk.email


def test_a_person_without_address_is_told(clerk):
    clerk.email = None
    clerk.save()
    with pytest.raises(Refused):
        start(clerk)


def test_the_database_refuses_a_proof_without_its_means(clerk):
    with pytest.raises(IntegrityError), transaction.atomic():
        IdentityProof.objects.create(user=clerk, purpose="x", subject_key="x", method="email", expires_at=NOW)


def test_a_code_works_again_when_the_signing_was_refused(clerk, time_machine):
    """The same person, the same text, within its life, and unused: nothing new has to be sent."""
    start(clerk)
    code = code_in(last_mail())
    confirm(clerk, code)
    for _turn in range(7):  # however often the signing is refused for another reason
        time_machine.shift(60)
        confirm(clerk, code)
    with pytest.raises(Refused):
        confirm(clerk, code, key=KEY.replace("v1", "v2"))
    use_identity_proof(by=clerk, subject_key=KEY)
    with pytest.raises(Refused):
        confirm(clerk, code)
    with pytest.raises(Refused):
        use_identity_proof(by=clerk, subject_key=KEY)


def test_a_code_that_was_right_is_guessed_no_more_often_than_another(clerk):
    start(clerk)
    code = code_in(last_mail())
    confirm(clerk, code)
    for _turn in range(5):
        with pytest.raises(Refused, match="not right"):
            confirm(clerk, wrong_than(code))
    with pytest.raises(Refused, match="Too many"):
        confirm(clerk, code)


def test_a_code_that_was_right_ends_with_its_life_and_with_a_newer_one(clerk, time_machine):
    start(clerk)
    old = code_in(last_mail())
    confirm(clerk, old)
    start(clerk)
    if code_in(last_mail()) != old:
        with pytest.raises(Refused, match="not right"):
            confirm(clerk, old)
    time_machine.shift(901)
    with pytest.raises(Refused, match="no longer valid"):
        confirm(clerk, old)


def test_an_officer_confirms_again_with_the_next_code_of_the_app(officer, time_machine):
    start(officer)
    confirm(officer, app_code(secret_of(officer)))
    time_machine.shift(60)
    confirm(officer, app_code(secret_of(officer)))
    use_identity_proof(by=officer, subject_key=KEY)
