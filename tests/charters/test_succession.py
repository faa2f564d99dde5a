"""A council ends and another takes over: rows stay, the successor's people read them, nobody signs in its name."""

import pytest
from django.urls import reverse

from charters import actions as charters
from charters.models import Agreement, AgreementVersion, Response
from core.exceptions import Refused
from core.models import AuditEvent, OutgoingEmail
from core.policies import allows
from core.roles import Role
from councils import actions
from councils.models import Council
from tests.accounts.factories import MembershipFactory, UserFactory, person, sign_in
from tests.charters.factories import Round, fresh, make_council
from tests.councils.factories import AreaFactory, ProfileFactory, SuccessionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def charter():
    """The second council was asked and has answered nothing; the first will serve its parish."""
    found = Round(locals_=3).sent().signed(0)
    found.clerks[1].memberships.update(ends_on="2020-12-31")
    AreaFactory(parent=found.principal).councils.add(found.councils[1])
    Council.objects.filter(pk__in=[council.pk for council in found.councils]).update(status="listed")
    heir, gone = Council.objects.filter(pk__in=[c.pk for c in found.councils[:2]]).order_by("pk")
    actions.group_council(council=heir, absorbed=gone, by=found.officer)
    return found


@pytest.fixture
def heir(charter):
    return fresh(charter.clerks[0])


def pages(charter, slug):
    return [reverse(f"charters:{name}", args=[charter.agreement.reference, slug]) for name in ("response", "paper")]


def test_the_successor_reads_what_was_sent_to_the_council_before(client, charter, heir):
    response = charter.response(1)
    assert response in Response.objects.visible_to(heir)
    assert allows(heir, "charters.read_response", response)
    sign_in(client, heir)
    for page in pages(charter, charter.councils[1].slug):
        assert client.get(page).status_code == 200
    hub = client.get(reverse("charters:detail", args=[charter.agreement.reference])).content.decode()
    assert "See what was sent and answered" in hub


@pytest.mark.parametrize("name", ["answer", "sign"])
def test_the_successor_neither_answers_nor_signs_for_it(client, charter, heir, name):
    response = charter.response(1)
    assert not allows(heir, f"charters.{name}", response)
    sign_in(client, heir)
    address = reverse(f"charters:{name}", args=[charter.agreement.reference, charter.councils[1].slug])
    assert client.get(address).status_code == 403


def test_signatures_stay_with_the_council_that_signed(charter):
    assert charter.version.signatures.get().party.council == charter.councils[0]
    assert charter.version.responses.count() == 3


def test_the_successor_is_asked_in_its_place_and_anew(client, charter, heir):
    """The one that ended had answered; whoever took over is asked itself, unless it was asked before."""
    with pytest.raises(Refused, match="have been asked already"):
        charters.ask_successors(response=charter.response(1), by=charter.officer)
    with pytest.raises(Refused, match="has not ended"):
        charters.ask_successors(response=charter.response(2), by=charter.officer)
    new = make_council("Newton", principal=charter.principal)
    clerk = person(Role.CLERK, new)
    gone = Council.objects.get(status="dissolved")
    SuccessionFactory(predecessor=gone, successor=new, kind="split")
    OutgoingEmail.objects.all().delete()
    sign_in(client, charter.officer)
    board = reverse("charters:board", args=[charter.agreement.reference])
    assert "Ask its successor" in client.get(board).content.decode()
    url = reverse("charters:successors", args=[charter.agreement.reference, gone.slug])
    page = client.get(url).content.decode()
    assert "Newton" in page
    assert "1 council asked in its place" in client.post(url, follow=True).content.decode()
    response = Response.objects.get(party__council=new)
    assert (response.answer, response.in_place_of.party.council) == ("sent", gone)
    [mail] = OutgoingEmail.objects.filter(kind="charters.invitation")
    assert mail.to == clerk.email
    assert "your council decides anew" in mail.text
    assert "asked already" in client.post(url).content.decode()
    sign_in(client, clerk)
    assert "is asked in the place of" in client.get(pages(charter, new.slug)[0]).content.decode()


def test_another_council_of_the_area_reads_nothing_of_it(client, charter):
    stranger = fresh(charter.clerks[2])
    assert charter.response(1) not in Response.objects.visible_to(stranger)
    sign_in(client, stranger)
    assert client.get(pages(charter, charter.councils[1].slug)[0]).status_code == 404


def test_the_private_part_of_the_profile_is_read_by_the_successor_and_not_edited(charter, heir):
    gone = Council.objects.get(pk=charter.councils[1].pk)
    ProfileFactory(council=gone, private_note="sentinel")
    assert allows(heir, "councils.read_private", gone)
    assert not allows(heir, "councils.edit_profile", gone)
    assert not allows(fresh(charter.clerks[2]), "councils.read_private", gone)


def test_a_council_that_goes_on_keeps_its_records_to_itself(charter):
    """A split: the part that became independent does not read what the rest is doing."""
    going_on = charter.councils[2]
    part = make_council(principal=charter.principal)
    SuccessionFactory(predecessor=going_on, successor=part, kind="split")
    assert person(Role.CLERK, part).inherited_council_ids == set()


def test_records_come_through_a_chain_of_principals_and_circles_end():
    charter = Round().in_force()
    first, second, today = charter.principal, make_council(), make_council()
    for old, new in ((first, second), (second, today), (today, second)):
        SuccessionFactory(predecessor=old, successor=new)
    Council.objects.filter(pk__in=[first.pk, second.pk]).update(status="dissolved", ended_on="2023-04-01")
    officer = person(Role.LIAISON_OFFICER, today)
    assert officer.inherited_council_ids == {first.pk, second.pk}
    assert charter.agreement in Agreement.objects.visible_to(officer)
    assert charter.version in AgreementVersion.objects.visible_to(officer)
    assert allows(officer, "charters.see_board", charter.agreement)
    for verb in ("edit", "send", "countersign", "publish"):
        assert not allows(officer, f"charters.{verb}", charter.agreement)
    events = AuditEvent.objects.about(charter.agreement)
    assert events.filter(restricted=True).readable_by(officer).exists()


def test_whoever_acts_for_nobody_inherits_nothing(django_assert_num_queries):
    someone = UserFactory()
    MembershipFactory(user=someone, ended=True)
    with django_assert_num_queries(1):  # the memberships
        assert someone.reading_council_ids() == set()
