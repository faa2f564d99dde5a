"""Roles, secrets and their readers, and how a case of the access matrix is written down."""

from collections.abc import Callable
from dataclasses import dataclass, replace

ROLES = (
    "visitor",
    "p_officer",  # P convenes the agreements of the table
    "p_manager",
    "p_lead",
    "p_viewer",
    "a_clerk",  # A and B are local councils of P, both asked
    "a_councillor",
    "a_viewer",
    "b_clerk",
    "dual",  # councillor of A and lead member of P, may sign for both
    "county_officer",  # the county above P, not asked
    "q_officer",  # another principal, asked
    "r_officer",  # the rival owns the same kinds of records
    "ra_clerk",
    "ended",  # was clerk of A
    "revoked",  # was officer of P
    "admin",
)


def of(names):
    """`of("p_officer p_manager")` as a set, each a real role."""
    found = frozenset(names.split())
    unknown = found - set(ROLES)
    if unknown:
        raise ValueError(f"no such role: {', '.join(sorted(unknown))}")
    return found


EVERYONE = frozenset(ROLES)
NOBODY = frozenset()
VISITOR = of("visitor")
PEOPLE = EVERYONE - VISITOR
ADMIN = of("admin")
OFFICERS = of("p_officer p_manager")
OF_P = OFFICERS | of("p_lead p_viewer dual")
OF_A = of("a_clerk a_councillor a_viewer dual")
INVITED = OF_A | of("b_clerk q_officer")
READERS = OF_P | INVITED | ADMIN  # of a version that was sent
CONVENER = OF_P | ADMIN  # who sees a draft
OF_R = of("r_officer ra_clerk")
ANY_OFFICER = OFFICERS | of("county_officer q_officer r_officer")
WITH_APP = ANY_OFFICER | of("revoked admin")  # the authenticator app


class Secret:
    """Kinds of sentinel texts; each world's side adds its own mark."""

    DRAFT = "SENTINEL-DRAFT"
    TEXT = "SENTINEL-TEXT"
    COMMENT = "SENTINEL-COMMENT"
    REASON = "SENTINEL-REASON"
    PAPER = "SENTINEL-PAPER"
    PRIVATE = "SENTINEL-PRIVATE"
    INVITED = "sentinel-invited"
    ASKED = "sentinel-asked"
    NOTE = "SENTINEL-NOTE"
    LIST = "SENTINEL-LIST"
    PERSON = "Sentinel Person"
    JOB = "SENTINEL-JOB"
    STUDY = "SENTINEL-STUDY"
    TICKS = "SENTINEL-TICKS"
    REACH = "SENTINEL-REACH"
    LOG = "SENTINEL-LOG"
    FUND = "SENTINEL-FUND"
    IDEA = "SENTINEL-IDEA"
    ENTRY = "SENTINEL-ENTRY"
    REMIT = "SENTINEL-REMIT"
    CONTACT = "SENTINEL-CONTACT"
    ASIDE = "SENTINEL-ASIDE"
    PROMISE = "SENTINEL-PROMISE"
    HANDED = "SENTINEL-HANDED"
    DOOR = "SENTINEL-DOOR"
    WISH = "SENTINEL-WISH"
    REFUGE = "SENTINEL-REFUGE"
    TAKEOVER = "SENTINEL-TAKEOVER"
    MOVE = "SENTINEL-MOVE"
    POST = "SENTINEL-POST"
    SHARES = "SENTINEL-SHARES"


# Who may ever meet the text; everybody else's pages are searched for it, on every address.
READERS_OF = {
    "SENTINEL-DRAFT-P": CONVENER,
    "SENTINEL-TEXT-P": READERS,
    "SENTINEL-COMMENT-P": CONVENER | OF_A,
    "SENTINEL-REASON-P": CONVENER | of("b_clerk"),
    "SENTINEL-PAPER-P": OF_P | OF_A | ADMIN,
    "SENTINEL-PRIVATE-P": OFFICERS | OF_A | ADMIN,
    "sentinel-invited-p": OFFICERS | OF_A | ADMIN,
    "SENTINEL-NOTE-P": OFFICERS | ADMIN | of("a_clerk a_councillor"),
    "sentinel-asked-p": OFFICERS | ADMIN,
    "SENTINEL-LIST-P": OFFICERS | ADMIN,
    "Sentinel Person P": OFFICERS | OF_A | ADMIN,
    "SENTINEL-JOB-P": CONVENER,
    "SENTINEL-JOB-R": of("r_officer admin"),
    "SENTINEL-STUDY-P": OF_A | of("b_clerk") | ADMIN,
    "SENTINEL-STUDY-R": of("ra_clerk admin"),
    "SENTINEL-TICKS-P": OF_A,
    "SENTINEL-TICKS-R": of("ra_clerk"),
    "SENTINEL-REACH-P": OF_P | OF_A | ADMIN | of("county_officer"),
    "SENTINEL-REACH-R": of("ra_clerk r_officer county_officer admin"),
    "SENTINEL-WISH-P": OF_P | OF_A | ADMIN | of("county_officer"),
    "SENTINEL-WISH-R": of("ra_clerk r_officer county_officer admin"),
    "SENTINEL-LOG-P": OF_P | OF_A | ADMIN | of("county_officer"),
    "SENTINEL-LOG-R": of("ra_clerk r_officer county_officer admin"),
    "SENTINEL-FUND-P": OFFICERS | ADMIN,
    "SENTINEL-FUND-R": of("r_officer admin"),
    "SENTINEL-IDEA-P": CONVENER,
    "SENTINEL-IDEA-R": of("r_officer admin"),
    "SENTINEL-ENTRY-P": CONVENER | OF_A,
    "SENTINEL-ENTRY-R": OF_R | ADMIN,
    "SENTINEL-REMIT-P": OF_P | OF_A | of("b_clerk") | ADMIN,
    "SENTINEL-REMIT-R": OF_R | ADMIN,
    "SENTINEL-CONTACT-P": CONVENER | OF_A,
    "SENTINEL-CONTACT-R": OF_R | ADMIN,
    "SENTINEL-ASIDE-P": CONVENER,
    "SENTINEL-ASIDE-R": of("r_officer admin"),
    "SENTINEL-HANDED-P": OFFICERS,
    "SENTINEL-HANDED-R": of("r_officer"),
    "SENTINEL-PROMISE-P": OF_P | OF_A | ADMIN,
    "SENTINEL-PROMISE-R": OF_R | ADMIN,
    "SENTINEL-POST-P": OF_P | OF_A | ADMIN | of("b_clerk county_officer"),
    "SENTINEL-POST-R": OF_R | ADMIN | of("county_officer"),
    "SENTINEL-SHARES-P": OF_P | OF_A | ADMIN | of("b_clerk county_officer"),
    "SENTINEL-SHARES-R": OF_R | ADMIN | of("county_officer"),
    "SENTINEL-TAKEOVER-P": OFFICERS | of("a_clerk"),
    "SENTINEL-TAKEOVER-R": of("r_officer ra_clerk"),
    "SENTINEL-MOVE-P": CONVENER | OF_A,
    "SENTINEL-MOVE-R": OF_R | ADMIN,
    "SENTINEL-REFUGE-P": CONVENER,
    "SENTINEL-REFUGE-R": of("r_officer admin"),
    "SENTINEL-DOOR-P": OFFICERS | of("a_clerk") | ADMIN,
    "SENTINEL-DOOR-R": of("r_officer ra_clerk") | ADMIN,
    "SENTINEL-DRAFT-R": of("r_officer admin"),
    "SENTINEL-TEXT-R": OF_R | ADMIN,
    "SENTINEL-COMMENT-R": OF_R | ADMIN,
    "SENTINEL-REASON-R": of("r_officer admin"),
    "SENTINEL-PAPER-R": OF_R | ADMIN,
    "SENTINEL-PRIVATE-R": OF_R | ADMIN,
    "sentinel-invited-r": OF_R | ADMIN,
    "SENTINEL-NOTE-R": OF_R | ADMIN,
    "sentinel-asked-r": of("r_officer admin"),
    "SENTINEL-LIST-R": of("r_officer admin"),
    "Sentinel Person R": OF_R | ADMIN,
}


def nothing(world, role):
    """No arguments, or an empty form."""
    return {}


@dataclass(frozen=True)
class Case:
    """One address in one situation: who may open it, and what a valid POST of it writes."""

    route: str
    may: frozenset
    knows: frozenset = EVERYONE  # who may see the record at all: others get 404, these 403
    args: Callable = nothing
    label: str = ""
    opens: int = 200  # what GET answers to those who may
    moved: frozenset = NOBODY  # of those who may: whom GET sends on, as nothing is here for them
    shows: str = ""  # a secret that must be on the page: proof that the search for secrets can find it
    data: Callable | None = None  # a valid POST
    does: frozenset | None = None  # who may POST, if not the same
    writes: str = ""  # the table in which the POST must leave a row; "" where it only keeps a choice
    audited: bool = True  # and a line in the audit trail
    before: Callable | None = None  # what the person has done on the page before

    @property
    def name(self):
        return f"{self.route}~{self.label}" if self.label else self.route

    @property
    def doers(self):
        return self.may if self.does is None else self.does

    def but(self, **changes):
        """The same with some changes."""
        return replace(self, **changes)

    def refusal(self, role, *, public):
        """What someone who may not gets: sign-in, 403 on a record they know of, else 404."""
        if role == "visitor":
            return 404 if public and role not in self.knows else 302
        return 403 if role in self.knows else 404
