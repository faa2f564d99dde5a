"""Commitments of charters stand in the list of promises of both sides, and nowhere else."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from charters import actions
from charters.registry.promised import commitments
from tests.accounts.factories import sign_in
from tests.charters.factories import Year, fresh, make_council, make_person

pytestmark = pytest.mark.django_db


class Dated(Year):
    """With one more, which has a day."""

    def written(self):
        super().written()
        due = timezone.localdate() + timedelta(days=30)
        words = {"kind": "offer", "owner_side": "principal", "text": "Train clerks in planning", "due_on": due}
        actions.add_commitment(version=self.version, by=self.officer, **words)
        return self


def test_dated_commitments_stand_among_the_promises(client):
    year = Dated()
    clerk, council = fresh(year.clerks[0]), year.councils[0]
    commitment = year.commitment(kind="offer")
    assert [(line.title, line.state, line.by_council) for line in commitments(clerk, council)] == [
        (commitment.text, "open", 0)
    ]
    (line,) = commitments(fresh(year.officer), year.principal)
    assert line.by_council == year.principal.pk
    actions.report_progress(
        commitment=commitment, party=year.party(), standing="done", stood_on=timezone.localdate(), text="They met",
        by=fresh(year.officer),
    )  # fmt: skip
    (line,) = commitments(clerk, council)
    assert (line.state, line.state_label) == ("kept", "Done")
    sign_in(client, clerk)
    address = reverse("liaison:promises", args=[council.slug])
    shown = client.get(f"{address}?state=kept&side=them").content.decode()
    assert commitment.text in shown
    assert "Charter commitment" in shown
    for query in ("state=open", "side=us", "q=nothing"):
        assert commitment.text not in client.get(f"{address}?{query}").content.decode()
    stranger = make_council("Elsewhere")
    assert list(commitments(fresh(make_person(stranger)), stranger)) == []
