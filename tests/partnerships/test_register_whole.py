"""The register as a whole: flat in queries with 2,000 entries, and nothing in it that can never be true."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.registry import INVARIANT, each
from partnerships import actions
from partnerships.models import LeadSpell, Partnership, Party
from tests.accounts.factories import sign_in
from tests.partnerships.factories import Shared, in_days

pytestmark = pytest.mark.django_db
MANY = 2_000


def test_two_thousand_entries_cost_as_many_queries_as_one(client):
    shared = Shared().live()
    sign_in(client, shared.officer)
    address = reverse("partnerships:list")
    client.get(address)

    def queries():
        with CaptureQueriesContext(connection) as seen:
            client.get(address)
        return len([query for query in seen if "SAVEPOINT" not in query["sql"]])

    few = queries()
    rows = [Partnership(title=f"Shared {n}", convener=shared.principal, created_by=shared.officer) for n in range(MANY)]
    Partnership.objects.bulk_create(rows)
    councils = (shared.principal, shared.council)
    Party.objects.bulk_create(Party(partnership=row, council=council) for row in rows for council in councils)
    assert queries() == few
    assert few <= 12


def found():
    return {finding.check for finding in each(INVARIANT) if finding.check.startswith("partnership.")}


def test_what_can_never_be_true_is_found():
    shared = Shared().live()
    actions.renew(
        partnership=shared.entry,
        ends_on=in_days(900),
        next_review_on=in_days(800),
        note="Cabinet",
        lead=shared.lead,
        by=shared.officer,
    )
    assert found() == set()
    Partnership.objects.update(ends_on=in_days(500), next_review_on=in_days(400))
    LeadSpell.objects.filter(ends_on=None).update(membership=Shared().lead)
    Party.objects.filter(partnership=shared.entry, council=shared.principal).delete()
    assert found() == {"partnership.terms", "partnership.lead", "partnership.convener", "partnership.alone"}
