"""Memoranda and deals: the same engine, with their own outlines, words and paper."""

import io
import re
from datetime import timedelta

import pypdf
import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from charters import actions
from charters.models import Agreement, IssuedCopy, Kind
from charters.outlines import OUTLINES
from charters.printing import make_issued_copy
from core.exceptions import Refused
from core.models import OutgoingEmail
from core.roles import Role
from tests.accounts.factories import sign_in
from tests.architecture.year_world import sign_on_paper
from tests.charters.factories import Round, countersign, make_council, make_person

pytestmark = pytest.mark.django_db
CHARTER = re.compile(r"\bcharters?\b", re.IGNORECASE)


class OfKind(Round):
    """As `Round`, of another kind."""

    def __init__(self, kind, locals_=1):
        self.principal = make_council()
        self.officer = make_person(self.principal, Role.LIAISON_OFFICER)
        self.councils = [make_council(principal=self.principal) for _ in range(locals_)]
        self.clerks = [make_person(council) for council in self.councils]
        self.agreement = actions.start_agreement(
            kind=kind, title="Working together", convener=self.principal, by=self.officer
        )
        self.version = self.agreement.versions.get()


def words_of(client, someone, address):
    """What a page says, without addresses and the navigation above it."""
    html = sign_in(client, someone).get(address).content.decode()
    main = html[html.index("<main") : html.index("</main>")]
    return re.sub(r"<[^>]*>|https?://\S+", " ", main)


@pytest.mark.parametrize("kind", [Kind.MEMORANDUM, Kind.DEAL])
def test_nothing_says_charter_of_what_is_none(kind, client):
    story = OfKind(kind)
    ask = {"kind": "ask", "owner_side": "local", "text": "One address for highways"}
    actions.add_commitment(version=story.version, by=story.officer, **ask)
    story.in_force()
    reference, slug = story.agreement.reference, story.councils[0].slug
    pages = {
        story.clerks[0]: [("detail", reference), ("response", reference, slug), ("progress", reference),
                          ("life", reference), ("text", reference, 1)],
        story.officer: [("detail", reference), ("board", reference), ("review", reference), ("record", reference),
                        ("publish", reference), ("verified", reference), ("new-version", reference)],
    }  # fmt: skip
    for someone, addresses in pages.items():
        for name, *more in addresses:
            said = CHARTER.findall(words_of(client, someone, reverse(f"charters:{name}", args=more)))
            assert said == [], name
    mails = OutgoingEmail.objects.filter(kind__startswith="charters.")
    assert {mail.kind for mail in mails} >= {"charters.invitation", "charters.signed", "charters.in-force"}
    for mail in mails:
        assert CHARTER.findall(re.sub(r"https?://\S+", "", mail.text)) == [], mail.kind


def test_the_start_page_starts_each_kind(client):
    story = Round(locals_=0)
    sign_in(client, story.officer)
    for what in ("one_way", "memorandum", "deal"):
        data = {"what": what, "convener": story.principal.pk, "title": f"A {what}"}
        assert client.post(reverse("charters:start"), data).status_code == 302
    started = Agreement.objects.exclude(pk=story.agreement.pk).order_by("pk")
    assert [(a.kind, a.one_way) for a in started] == [("charter", True), ("memorandum", False), ("deal", False)]
    memorandum = started[1].versions.get()
    assert [s.key for s in memorandum.sections.all()] == [s.key for s in OUTLINES[Kind.MEMORANDUM]]
    assert client.post(reverse("charters:start"), {"title": "Nothing chosen"}).status_code == 200


def test_a_memorandum_of_ordinary_length_is_one_page_and_says_how_each_signed():
    story = OfKind(Kind.MEMORANDUM, locals_=2)
    actions.edit_details(version=story.version, title="Working together", summary="In short. " * 20, review_on=None,
                         by=story.officer)  # fmt: skip
    story.version = actions.send_version(version=story.version, councils=story.councils, reply_by=_soon(),
                                         by=story.officer)  # fmt: skip
    story.signed(0)
    sign_on_paper(story.response(1), by=story.officer)
    story.closed()
    countersign(story.version, by=story.officer)
    make_issued_copy(story.version.pk)
    copy = IssuedCopy.objects.select_related("document").get()
    [only] = pypdf.PdfReader(io.BytesIO(bytes(copy.document.content))).pages
    words = " ".join(only.extract_text().split())
    assert words.count("On paper,") == 1
    assert "or page received" in words


def _soon():
    return timezone.localdate() + timedelta(days=30)


def test_a_deal_is_made_of_asks_and_offers(client):
    story = OfKind(Kind.DEAL)
    actions.edit_details(version=story.version, title="Deal", summary="In short", review_on=None, by=story.officer)
    with pytest.raises(Refused, match="at least one ask or offer"):
        actions.send_version(version=story.version, councils=story.councils, reply_by=_soon(), by=story.officer)
    ask = actions.add_commitment(version=story.version, kind="ask", owner_side="local", text="Snow", by=story.officer)
    sign_in(client, story.officer)
    draft = reverse("charters:draft", args=[story.agreement.reference])
    assert "Agreed: make it a commitment" in client.get(draft).content.decode()
    address = reverse("charters:commitment-add", args=[story.agreement.reference]) + f"?from={ask.key}"
    shown = client.get(address).content.decode()
    assert "Snow</textarea>" in shown
    data = {"kind": "commitment", "owner_side": "principal", "text": "Clear the snow by noon"}
    assert client.post(address, data).status_code == 302
    grown = story.version.commitments.get(kind="commitment")
    assert (grown.grew_from, grown.owner_side) == (ask.key, "principal")
    assert "Agreed: make it a commitment" not in client.get(draft).content.decode()
    with pytest.raises(Refused, match="agreed already"):
        actions.add_commitment(version=story.version, by=story.officer, grew_from=ask.key, **data)
    story.version = actions.send_version(version=story.version, councils=story.councils, reply_by=_soon(),
                                         by=story.officer)  # fmt: skip
    text = client.get(reverse("charters:text", args=[story.agreement.reference, 1])).content.decode()
    assert "(agreed: see what we will do)" in text
    actions.withdraw_version(version=story.version, reason="Again", by=story.officer)
    again = actions.start_new_version(agreement=story.agreement, by=story.officer)
    assert again.commitments.get(kind="commitment").grew_from == again.commitments.get(kind="ask").key


def test_the_database_lets_one_commitment_grow_from_an_ask():
    story = OfKind(Kind.DEAL)
    ask = actions.add_commitment(version=story.version, kind="ask", owner_side="local", text="Snow", by=story.officer)
    promise = {"owner_side": "principal", "text": "Clear it", "grew_from": ask.key}
    story.version.commitments.create(kind="commitment", **promise)
    for kind in ("commitment", "offer"):
        with pytest.raises(DatabaseError), transaction.atomic():
            story.version.commitments.create(kind=kind, **promise)
