"""Documents for tests: a charter of any size on real parish names, signed by roles and not by people."""

import dataclasses
import hashlib
from datetime import UTC, date, datetime

from charters.documents import (
    CharterDocument,
    DocumentCommitment,
    DocumentExchange,
    DocumentParty,
    DocumentSection,
    DocumentSignature,
    MeetingPaper,
)
from core.documents.looks import DocumentLook

LOOK = DocumentLook(
    name="Shire and Parishes Together",
    band="#f0b23e",
    band_text="#000000",
    ink="#4f1440",
    # two pixels, red and blue
    logo="data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAIAAAB7QOjdAAAAD0lEQVR4nGP4z8DAwPAfAAcAAf9+CLHQAAAA"
    "AElFTkSuQmCC",
    logo_alt="Crest of Shire Council: two oaks",
)
PRINCIPAL = "Milton Keynes City Council"
PLACES = [
    "Abbey Hill",
    "Astwood",
    "Bletchley and Fenny Stratford",
    "Bow Brickhill",
    "Bradwell",
    "Broughton and Milton Keynes",
    "Calverton",
    "Campbell Park",
    "Castlethorpe",
    "Central Milton Keynes",
    "Chicheley",
    "Clifton Reynes",
    "Cold Brayfield",
    "Emberton",
    "Fairfields",
    "Gayhurst",
    "Great Linford",
    "Hanslope",
    "Hardmead",
    "Haversham-cum-Little Linford",
    "Kents Hill and Monkston",
    "Lathbury",
    "Lavendon",
    "Little Brickhill",
    "Loughton & Great Holm",
    "Moulsoe",
    "New Bradwell",
    "Newport Pagnell",
    "Newton Blossomville",
    "North Crawley",
    "Old Woughton",
    "Olney",
    "Ravenstone",
    "Shenley Brook End",
    "Shenley Church End",
    "Sherington",
    "Simpson and Ashland",
    "Stantonbury",
    "Stoke Goldington",
    "Stony Stratford",
    "Tyringham and Filgrave",
    "Walton",
    "Warrington",
    "Wavendon",
    "West Bletchley",
    "Weston Underwood",
    "Whitehouse",
    "Woburn Sands",
    "Wolverton and Greenleys",
    "Woughton",
]
BODY = """Each council stays **sovereign in its own area**. We share information early, before a decision.

- The principal council consults every local council at least *eight weeks* before a decision about its area.
- Local councils answer within that time, or say that they will not.

1. Each council names one person to talk to.
2. The names are published and kept up to date.

Where a matter is urgent, the shorter time is agreed between the two councils and written down."""
HEADINGS = {
    "vision": "Our shared vision",
    "communication": "Communication and liaison",
    "consultation": "Consultation",
    "working": "Working together and devolution",
    "standards": "Standards and ethics",
    "review": "Review, joining and leaving",
}


def charter(local=2, *, unsigned=0, signed=True, **changes):
    """A charter between one principal council and some local ones, the last of them unsigned."""
    members = local - unsigned
    parties = [DocumentParty(PRINCIPAL, "principal", "", signed, date(2026, 6, 30) if signed else None)]
    for place, name in enumerate(PLACES[:local]):
        has_signed = signed and place < members
        parties.append(DocumentParty(f"{name} Parish Council", "local", "", has_signed))
    values = {
        "reference": "CG-7K3F-9QX2",
        "title": "The Milton Keynes Local Councils Charter",
        "kind_label": "Charter",
        "version": 3,
        "status_label": "In force" if signed else "Draft – not agreed",
        "convener_name": PRINCIPAL,
        "summary": "We serve the same residents. This charter says how we keep each other informed, how we "
        "decide together and who answers when something goes wrong, so that every community has a council "
        "it can reach.",
        "parties": tuple(parties),
        "sections": tuple(DocumentSection(key, heading, BODY) for key, heading in HEADINGS.items()),
        "commitments": COMMITMENTS,
        "exchanges": EXCHANGES,
        "signatures": signatures(PLACES[:members]) if signed else (),
        "text_hash": hashlib.sha256(BODY.encode()).hexdigest(),
        "verify_url": "https://commonground.example.org/verify/CG-7K3F-9QX2",
        "issue_number": 1,
        "issued_at": datetime(2026, 6, 30, 13, 5, tzinfo=UTC),
        "in_force_on": date(2026, 7, 1) if signed else None,
        "review_on": date(2028, 7, 1),
    }
    return CharterDocument(**(values | changes))


def signatures(places):
    """One signature for each place, and the principal's countersignature."""
    local = [
        DocumentSignature(
            council=f"{place} Parish Council",
            side="local",
            typed_name=f"Clerk of {place}",
            role_title="Clerk and responsible financial officer",
            decision_taker_label="Full council",
            resolution_on=date(2026, 5, 12),
            minute_reference=f"26/{40 + number}",
            signed_at=datetime(2026, 5, 14, 9, number % 60, tzinfo=UTC),
            identity_label="Code sent to the council's role mailbox",
        )
        for number, place in enumerate(places)
    ]
    countersignature = dataclasses.replace(
        local[0],
        council=PRINCIPAL,
        side="principal",
        typed_name="Leader of the Council",
        role_title="Leader",
        decision_taker_label="Cabinet",
        minute_reference="C117",
        signed_at=datetime(2026, 6, 30, 12, 0, tzinfo=UTC),
        identity_label="Code by e-mail and authenticator app",
        is_countersignature=True,
    )
    return (countersignature, *local)


def paper(asked="accept", *, is_parish_meeting=False, **changes):
    """What goes to one local council's meeting, with the unsigned text as its annex."""
    council = "Clifton Reynes Parish Meeting" if is_parish_meeting else "Olney Town Council"
    values = {
        "charter": charter(49, signed=False),
        "council": council,
        "council_context": "Milton Keynes",
        "asked": asked,
        "reply_url": "https://commonground.example.org/answer/CG-7K3F-9QX2",
        "contact_label": f"Liaison officer, {PRINCIPAL}",
        "contact_email": "parish.liaison@example.org",
        "issued_at": datetime(2026, 3, 2, 10, 0, tzinfo=UTC),
        "reply_by": date(2026, 6, 12),
        "is_parish_meeting": is_parish_meeting,
    }
    return MeetingPaper(**(values | changes))


COMMITMENTS = (
    DocumentCommitment(
        "The principal council will",
        "Name one liaison officer for every local council and publish the list.",
        "No local council without a named officer on 1 April.",
        date(2026, 9, 1),
        "principal",
    ),
    DocumentCommitment(
        "The principal council will",
        "Consult local councils at least eight weeks before a decision that changes a service in their area.",
        "Share of consultations that kept to the time.",
        None,
        "principal",
    ),
    DocumentCommitment(
        "Local councils will",
        "Answer consultations in time, or say that they have no comment.",
        "Share of consultations answered.",
        None,
        "local",
    ),
    DocumentCommitment(
        "Local councils will",
        "Keep their entry in the directory right.",
        "Confirmed each year.",
        date(2026, 12, 31),
        "local",
    ),
    DocumentCommitment(
        "Together we will",
        "Meet four times a year with an agenda both sides set.",
        "Minutes published.",
        date(2027, 3, 31),
    ),
)
EXCHANGES = (
    DocumentExchange("principal", "offer", "Training places for clerks and councillors at no charge."),
    DocumentExchange("principal", "offer", "A first answer to every issue within ten working days."),
    DocumentExchange("principal", "ask", "One point of contact, reachable by e-mail, in every council."),
    DocumentExchange("local", "offer", "Knowledge of the place, and eyes on the ground."),
    DocumentExchange("local", "ask", "To hear of planned works before residents do."),
    DocumentExchange("local", "ask", "Plans of services that may be handed over, a year ahead."),
)
