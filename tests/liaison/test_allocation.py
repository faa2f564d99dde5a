"""728 councils to six officers, in one transaction and with queries that do not grow."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse

from accounts.models import Membership
from core.exceptions import Refused
from core.models import AuditEvent
from core.roles import Role
from councils.models import Council
from liaison import actions
from liaison.allocation import lines_of, loads_of
from liaison.models import Assignment
from tests.accounts.factories import person, sign_in
from tests.charters.factories import fresh
from tests.councils.factories import CouncilFactory
from tests.liaison.factories import Office, in_days

pytestmark = pytest.mark.django_db
MANY, OFFICERS = 728, 6


def many_councils(principal, count):
    """Local councils, written at once."""
    councils = CouncilFactory.build_batch(count)
    for council in councils:
        council.index()
    councils = Council.objects.bulk_create(councils)
    links = Council.parents.through
    links.objects.bulk_create(links(from_council=each, to_council=principal) for each in councils)
    return councils


def test_728_councils_to_six_officers(client, django_assert_max_num_queries):
    office = Office(locals_=0)
    councils = many_councils(office.principal, MANY)
    people = [person(Role.LIAISON_OFFICER, office.principal) for _ in range(OFFICERS)]
    memberships = list(Membership.objects.filter(user__in=people).order_by("pk"))
    office.name(office.colleague, councils=councils, starts_on=in_days(-30))
    by, day = fresh(office.officer), in_days(5)
    with django_assert_max_num_queries(OFFICERS * 16), transaction.atomic():
        for place, membership in enumerate(memberships):
            actions.name_officer(
                principal=office.principal, councils=councils[place::OFFICERS], membership=membership,
                role="named_officer", post=f"Officer {place}", starts_on=day, no_handover="Shared out anew", by=by,
            )  # fmt: skip
    assert Assignment.objects.current(day).count() == MANY
    assert Assignment.objects.current(day).values("council").distinct().count() == MANY
    before = Assignment.objects.filter(membership__user=office.colleague)
    assert set(before.values_list("ends_on", flat=True)) == {day - timedelta(days=1)}
    assert AuditEvent.objects.filter(verb="liaison.officer_named").count() == OFFICERS + 1
    (load,) = loads_of(lines_of(office.principal))  # until then
    assert (load.councils, load.share) == (MANY, 100)
    sign_in(client, office.officer)
    with django_assert_max_num_queries(18):
        page = client.get(reverse("liaison:allocate", args=[office.principal.slug]) + "?tick=all").content.decode()
    assert page.count(" checked>") == MANY


def test_the_page_names_one_person_for_what_is_ticked(client):
    office = Office(locals_=3)
    sign_in(client, office.officer)
    address = reverse("liaison:allocate", args=[office.principal.slug])
    day, ticked = in_days(0), [council.slug for council in office.councils[:2]]
    data = {
        "membership": office.membership(office.colleague).pk, "role": "named_officer", "post": "", "councils": ticked,
        "starts_on-day": day.day, "starts_on-month": day.month, "starts_on-year": day.year,
    }  # fmt: skip
    answer = client.post(address, data).content.decode()
    assert "never named before" in answer
    assert answer.count(" checked>") == 2
    assert client.post(address, {**data, "post": "Parish officer"}).status_code == 302
    assert {row.council for row in Assignment.objects.current()} == set(office.councils[:2])
    page = client.get(f"{address}?who=nobody").content.decode()
    assert office.councils[2].full_name in page
    assert office.councils[0].full_name not in page
    assert client.post(address, {**data, "councils": [office.councils[2].slug]}).status_code == 302
    assert Assignment.objects.filter(post="Parish officer").count() == 3


def test_only_half_of_it_is_done_never():
    office = Office(locals_=2)
    office.name(office.colleague, councils=[office.councils[1]], starts_on=in_days(9))
    with pytest.raises(Refused):
        office.name(councils=office.councils)
    assert Assignment.objects.count() == 1
