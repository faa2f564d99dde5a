"""The documents of an agreement as data; templates/documents/ turns them into HTML and PDF."""

from dataclasses import dataclass
from datetime import date, datetime

from core.documents.looks import DocumentLook


@dataclass(frozen=True)
class DocumentParty:
    """A council invited to the agreement; it is a member only once it has signed."""

    name: str
    side: str  # "principal" or "local"
    context: str = ""  # what tells councils of one name apart: "Selby area, North Yorkshire"
    signed: bool = False
    signed_on: date | None = None


@dataclass(frozen=True)
class DocumentSection:
    """One numbered section; the body is in the text format of `core.text`."""

    key: str
    heading: str
    body_text: str


@dataclass(frozen=True)
class DocumentCommitment:
    """What one side will do; commitments of one direction stand together."""

    direction: str  # "The principal council will", "Local councils will", "Together we will"
    text: str
    measure: str = ""
    due_on: date | None = None
    side: str = "joint"  # "principal", "local" or "joint": whom it binds
    owner: str = ""  # one council alone
    target: str = ""


@dataclass(frozen=True)
class DocumentExchange:
    """Something one side asks of the other or offers to it."""

    side: str  # who asks or offers: "principal" or "local"
    kind: str  # "ask" or "offer"
    text: str
    agreed: bool = False  # a commitment has grown from it


@dataclass(frozen=True)
class DocumentSignature:
    """One council's signature as it was made."""

    council: str
    side: str
    typed_name: str
    role_title: str
    decision_taker_label: str
    resolution_on: date | None
    minute_reference: str
    signed_at: datetime
    identity_label: str
    is_countersignature: bool = False
    on_paper: date | None = None  # the date on the page, if it was signed on paper
    association: str = ""  # that signed the page for the council


@dataclass(frozen=True)
class CharterDocument:
    """An agreement in one version, as printed: the text, who is in it and how that can be checked."""

    reference: str
    title: str
    kind_label: str
    version: int
    status_label: str
    convener_name: str
    summary: str
    parties: tuple[DocumentParty, ...]
    sections: tuple[DocumentSection, ...]
    text_hash: str
    verify_url: str
    issue_number: int
    issued_at: datetime
    in_force_on: date | None = None
    review_on: date | None = None
    lasts_months: int | None = None
    notice_months: int | None = None
    commitments: tuple[DocumentCommitment, ...] = ()
    exchanges: tuple[DocumentExchange, ...] = ()
    signatures: tuple[DocumentSignature, ...] = ()
    look: DocumentLook | None = None  # of the convener's own portal
    demonstration: bool = False
    kind: str = "charter"
    one_way: bool = False  # the convener promises and signs alone; the others are told

    @property
    def subject(self):
        return self.kind_label

    @property
    def told(self):
        """The councils to which a one-way commitment is made."""
        return tuple(party for party in self.parties if self.one_way and party.name != self.convener_name)

    @property
    def author(self):
        return self.convener_name

    @property
    def is_signed(self):
        """Someone is in it; until then nobody is, and the document must not look as if they were."""
        return any(party.signed for party in self.parties)

    @property
    def not_signed(self):
        """Invited to an agreement that others have signed: named apart, never among the members."""
        return tuple(party for party in self.parties if self.is_signed and not party.signed)

    def members(self, side):
        """The councils of a side that signed; before the first signature, those invited to."""
        mine = (party for party in self.parties if party.side == side)
        return tuple(party for party in mine if party.signed or not self.is_signed)

    @property
    def signings(self):
        """Signatures in the order of the certificate: countersignatures close it."""
        return tuple(sorted(self.signatures, key=lambda each: each.is_countersignature))

    def asks(self, side):
        return tuple(each for each in self.exchanges if (each.side, each.kind) == (side, "ask"))

    def offers(self, side):
        return tuple(each for each in self.exchanges if (each.side, each.kind) == (side, "offer"))

    @property
    def directions(self):
        """Commitments by direction, each in the order it was first named."""
        grouped = {}
        for commitment in self.commitments:
            grouped.setdefault(commitment.direction, []).append(commitment)
        return tuple(grouped.items())


@dataclass(frozen=True)
class MeetingPaper:
    """What a clerk puts before the council: what is asked, by when, and words to resolve."""

    charter: CharterDocument
    council: str
    council_context: str
    asked: str  # "accept" or "sign"; of a one-way commitment "note"
    reply_url: str
    contact_label: str  # "Liaison officer, Milton Keynes City Council"
    contact_email: str
    issued_at: datetime
    reply_by: date | None = None
    is_parish_meeting: bool = False

    @property
    def title(self):
        return self.charter.title

    @property
    def subject(self):
        return f"{self.charter.kind_label}: {self.council}"

    @property
    def author(self):
        return self.charter.convener_name

    @property
    def reference(self):
        return self.charter.reference

    @property
    def look(self):
        return self.charter.look

    @property
    def demonstration(self):
        return self.charter.demonstration

    @property
    def duties(self):
        """The commitments that would bind the council: all but those the principal takes alone."""
        return tuple(each for each in self.charter.commitments if each.side != "principal")
