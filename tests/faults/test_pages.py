"""Answering and signing under faults: never half, never twice, and a page that says what to do."""

import pytest
from django.utils import timezone

from charters.models import Answer, Signature
from core.models import AuditEvent, OutgoingEmail
from tests.charters.factories import DECISION, Round
from tests.faults.stand import reconnected, wait_until
from tests.faults.visitor import Visitor

VERSION = "charters_agreementversion"


@pytest.fixture
def charter(stand):
    return Round(locals_=1).sent()


@pytest.fixture
def clerk(stand, charter):
    return Visitor(stand.port, charter.clerks[0])


def path(charter, page):
    return f"/charters/{charter.agreement.reference}/councils/{charter.councils[0].slug}/{page}/"


def check_path(charter):
    return path(charter, "sign/check")


def events(charter, verb):
    return AuditEvent.objects.about(charter.agreement).filter(verb=verb).count()


def says_try_again(answer):
    return answer.status == 503 and "try again in a minute" in answer.text and answer.retry_after


def accept(charter, clerk):
    """The answer, typed and not yet sent."""
    return clerk.form(path(charter, "answer"), answer="accepted")


def answered_once(charter):
    assert charter.response().answer == Answer.ACCEPTED
    assert events(charter, "charters.answered") == 1
    assert OutgoingEmail.objects.filter(to=charter.officer.email, kind__startswith="charters.").count() == 1


def ready_to_sign(stand, charter, clerk):
    """The code, typed and not yet sent."""
    today = timezone.localdate()
    typed = {**DECISION, **{f"resolution_on-{part}": getattr(today, part) for part in ("day", "month", "year")}}
    answer = clerk.post(path(charter, "sign"), clerk.form(path(charter, "sign"), **typed))
    assert answer.status == 302, answer.text
    code = wait_until(lambda: stand.smtp.codes.get(charter.clerks[0].email), "the e-mail with the code")
    return clerk.form(check_path(charter), code=code, declared="on")


def test_the_web_server_is_killed_while_a_council_answers(stand, charter, clerk, sound):
    typed = accept(charter, clerk)
    with stand.held(VERSION, charter.version.pk):
        under_way = clerk.posting(path(charter, "answer"), typed)
        wait_until(stand.is_waiting, "the answer in the middle of its transaction")
        stand.kill(stand.web)
    assert under_way.end().status == 0
    stand.again(stand.web)
    assert charter.response().answer == Answer.SENT
    assert clerk.post(path(charter, "answer"), typed).status == 302
    assert clerk.post(path(charter, "answer"), typed).status < 500  # sent once more
    answered_once(charter)
    sound("kill -9 of the web server", "a council's answer", "nothing of it was kept; sent again it counts once")


def test_a_form_is_sent_twice_at_once(stand, charter, clerk, sound):
    typed = accept(charter, clerk)
    with stand.held(VERSION, charter.version.pk):
        both = [clerk.posting(path(charter, "answer"), typed) for _ in "12"]
        wait_until(lambda: stand.is_waiting(2), "both in the middle of their transactions")
    assert all(each.end().status < 500 for each in both)
    answered_once(charter)
    sound("the connection breaks and the browser sends again", "a council's answer, twice at once", "it counts once")


def test_postgresql_crashes_while_a_council_signs(stand, charter, clerk, sound):
    typed = ready_to_sign(stand, charter, clerk)
    with stand.held(VERSION, charter.version.pk) as _:
        under_way = clerk.posting(check_path(charter), typed)
        wait_until(stand.is_waiting, "the signature in the middle of its transaction")
        stand.crash_postgres()
    assert says_try_again(under_way.end())
    reconnected()
    assert not Signature.objects.filter(version=charter.version).exists()
    answer = clerk.post(check_path(charter), typed)  # the same code: it was proved and not spent
    assert answer.location.endswith("/signed/"), answer.text
    assert clerk.post(check_path(charter), typed).location.endswith("/signed/")
    assert Signature.objects.filter(version=charter.version).count() == 1
    assert events(charter, "charters.signed") == 1
    sound("PostgreSQL ends at once and comes back", "a council's signature",
          "a page says to try again; sent again it counts once")  # fmt: skip


def test_the_web_server_is_killed_while_a_council_signs(stand, charter, clerk, sound):
    typed = ready_to_sign(stand, charter, clerk)
    with stand.held(VERSION, charter.version.pk):
        under_way = clerk.posting(check_path(charter), typed)
        wait_until(stand.is_waiting, "the signature in the middle of its transaction")
        stand.kill(stand.web)
    assert under_way.end().status == 0
    stand.again(stand.web)
    assert not Signature.objects.filter(version=charter.version).exists()
    assert clerk.post(check_path(charter), typed).location.endswith("/signed/")
    assert Signature.objects.filter(version=charter.version).count() == 1
    sound("kill -9 of the web server", "a council's signature", "nothing of it was kept; sent again it counts once")


def test_postgresql_stands_still_while_a_council_answers(stand, charter, clerk, sound):
    typed = accept(charter, clerk)
    with stand.paused_postgres():
        under_way = clerk.posting(path(charter, "answer"), typed)
        under_way.join(6)
    answer = under_way.end()
    assert answer.status == 302 or says_try_again(answer)
    assert clerk.post(path(charter, "answer"), typed).status < 500
    answered_once(charter)
    sound("PostgreSQL stands still for six seconds", "a council's answer", "the page came late or said to try again; "
          "it counts once")  # fmt: skip


def test_valkey_is_away_while_a_council_answers(stand, charter, clerk, sound):
    typed = accept(charter, clerk)
    with stand.without_valkey():
        assert clerk.post(path(charter, "answer"), typed).status == 302
        answered_once(charter)
        assert clerk.get("/").status == 200  # what pages keep is counted anew
    wait_until(lambda: not OutgoingEmail.objects.due().exists(), "the mail that nobody was told of")
    address = charter.officer.email
    rows = OutgoingEmail.objects.filter(to=address).count()
    assert len(stand.smtp.to([address])) == len(set(stand.smtp.to([address]))) == rows
    sound("Valkey is killed and started again", "a council's answer", "answered at once; its mail went later, once")


def test_valkey_is_away_while_somebody_signs_in(stand, charter, sound):
    nobody = Visitor(stand.port, charter.clerks[0])
    nobody.cookies = {}
    typed = nobody.form("/accounts/sign-in/", email=charter.clerks[0].email)
    with stand.without_valkey():
        assert says_try_again(nobody.post("/accounts/sign-in/", typed))
    assert nobody.post("/accounts/sign-in/", typed).status == 302
    sound("Valkey is killed and started again", "asking for a sign-in code", "a page says to try again; then it works")
