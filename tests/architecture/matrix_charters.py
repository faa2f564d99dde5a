"""The matrix for agreements: each page in the states in which it means something."""

from datetime import timedelta

from django.utils import timezone

from accounts.actions.proof import new_mailed_proof
from charters import actions
from councils.models import Council
from tests.architecture.matrix_accounts import CODE, today
from tests.architecture.matrix_roles import (
    ADMIN,
    ANY_OFFICER,
    CONVENER,
    EVERYONE,
    OF_A,
    OF_P,
    OF_R,
    OFFICERS,
    READERS,
    Case,
    Secret,
    nothing,
    of,
)
from tests.architecture.year_world import page, page_facts
from tests.charters.factories import DECISION
from tests.councils.factories import CouncilFactory, SuccessionFactory

SIGNS_FOR_P = of("p_lead dual")
SIGNS_FOR_A = of("a_clerk dual")
GONE = "p-gone"
TEXT, DRAFT = f"{Secret.TEXT}-P", f"{Secret.DRAFT}-P"


def in_state(state, side="p", *, version=False, council="", **names):
    """The arguments of an address: the agreement, perhaps its version, a council, a part of the text."""

    def args(world, role):
        owner = getattr(world, side)
        found = getattr(owner, state)
        more = {argument: name(found) for argument, name in names.items()}
        more |= {"slug": getattr(owner, council).slug} if council else {}
        return {"reference": found.reference, **({"number": 1} if version else {}), **more}

    return args


READING = [
    Case("charters:list", EVERYONE),
    Case(
        "charters:verify",
        EVERYONE,
        data=lambda world, role: {"reference": world.p.in_force.reference},
    ),
    Case("charters:verified", EVERYONE, args=lambda world, role: {"reference": world.p.in_force.reference}),
]
for route in ("detail", "text", "pdf", "canonical", "commitments-csv"):
    numbered = route != "detail"
    shows = TEXT if numbered and route != "commitments-csv" else ""
    READING += [
        Case(
            f"charters:{route}",
            READERS,
            knows=READERS,
            args=in_state("in_force", version=numbered),
            shows=shows,
        ),
        Case(f"charters:{route}", EVERYONE, args=in_state("published", version=numbered), label="published"),
        Case(
            f"charters:{route}",
            OF_R | ADMIN,
            knows=OF_R | ADMIN,
            args=in_state("in_force", "r", version=numbered),
            shows=f"{Secret.TEXT}-R" if shows else "",
            label="rival",
        ),
    ]
    if route != "pdf":
        READING.append(
            Case(
                f"charters:{route}",
                READERS,
                knows=READERS,
                args=in_state("out", version=numbered),
                label="out",
                shows=shows,
            )
        )
for route in ("detail", "text"):
    READING.append(
        Case(
            f"charters:{route}",
            CONVENER,
            knows=CONVENER,
            args=in_state("draft", version=route == "text"),
            label="draft",
            shows=DRAFT,
        )
    )


def later(days, name="reply_by"):
    """A date to come in its three fields."""
    day = timezone.localdate() + timedelta(days=days)
    return {f"{name}-day": day.day, f"{name}-month": day.month, f"{name}-year": day.year}


def recipients_chosen(world, role, session):
    """The page before `send-check` was filled in."""
    session[f"send:{world.p.draft.version.pk}"] = {
        "councils": [world.p.a.pk],
        "reply_by": (timezone.localdate() + timedelta(days=90)).isoformat(),
    }


def commitment(world, role):
    return {"kind": "offer", "owner_side": "local", "text": "Cut the grass"}


def section(world, role):
    return {"heading": "A heading", "body": "A text"}


def council_that_ended(world, role, session):
    """It was asked, ended, and another took over."""
    if Council.objects.filter(slug=GONE).exists():
        return
    gone = CouncilFactory(parents=[world.p.principal], name="P Gone", slug=GONE)
    actions.invite_later(version=world.p.out.version, councils=[gone], by=world.p.officer)
    Council.objects.filter(pk=gone.pk).update(status="dissolved", ended_on=timezone.localdate())
    SuccessionFactory(predecessor=gone, successor=world.p.late)


DRAFT_PAGE = Case("charters:draft", OFFICERS, knows=CONVENER, args=in_state("draft"))
THE_SECTION = in_state("draft", key=lambda found: found.section.key)
THE_COMMITMENT = in_state("draft", pk=lambda found: found.commitment.pk)
DRAFTING = [
    Case(
        "charters:start",
        ANY_OFFICER,
        data=lambda world, role: {"what": "charter", "convener": world.office_of(role).pk, "title": "A new charter"},
        writes="charters_agreement",
    ),
    DRAFT_PAGE.but(shows=DRAFT),
    DRAFT_PAGE.but(label="rival", may=of("r_officer"), knows=of("r_officer admin"), args=in_state("draft", "r")),
    DRAFT_PAGE.but(
        route="charters:details",
        data=lambda world, role: {"title": "Another title", "summary": "Another summary"},
        writes="charters_agreementversion",
    ),
    Case("charters:clauses", OFFICERS, knows=OFFICERS, args=lambda world, role: {"slug": world.p.principal.slug}),
    Case(
        "charters:clause",
        OFFICERS,
        knows=OFFICERS,
        args=lambda world, role: {"slug": world.p.principal.slug, "key": "scrutiny"},
        data=lambda world, role: {"part": "governance", "title": "Scrutiny", "body": "Our committee looks in."},
        writes="charters_clause",
    ),
    DRAFT_PAGE.but(route="charters:section-add", data=section, writes="charters_section"),
    DRAFT_PAGE.but(route="charters:section", args=THE_SECTION, data=section, writes="charters_section"),
    DRAFT_PAGE.but(route="charters:section-remove", args=THE_SECTION, data=nothing, writes="charters_section"),
    DRAFT_PAGE.but(route="charters:commitment-add", data=commitment, writes="charters_commitment"),
    DRAFT_PAGE.but(route="charters:commitment", args=THE_COMMITMENT, data=commitment, writes="charters_commitment"),
    DRAFT_PAGE.but(route="charters:commitment-remove", args=THE_COMMITMENT, data=nothing, writes="charters_commitment"),
    DRAFT_PAGE.but(
        route="charters:new-version",
        knows=READERS,
        args=in_state("in_force"),
        data=nothing,
        writes="charters_agreementversion",
    ),
    DRAFT_PAGE.but(route="charters:send", data=lambda world, role: {"everyone": "all", **later(90)}),
    DRAFT_PAGE.but(
        route="charters:send-check",
        before=recipients_chosen,
        data=nothing,
        writes="charters_response",
    ),
]
ROUND = Case("charters:extend", OFFICERS, knows=READERS, args=in_state("out"))
BOARD = ROUND.but(route="charters:board", may=CONVENER, shows=f"{Secret.COMMENT}-P")
ROUNDS = [
    BOARD,
    BOARD.but(label="declined", args=in_state("ripe"), shows=f"{Secret.REASON}-P"),
    BOARD.but(label="published", knows=EVERYONE, args=in_state("published"), shows=""),
    BOARD.but(route="charters:board-csv"),
    ROUND.but(data=lambda world, role: later(180), writes="charters_agreementversion"),
    ROUND.but(route="charters:close", args=in_state("ripe"), data=nothing, writes="charters_agreementversion"),
    ROUND.but(
        route="charters:withdraw",
        data=lambda world, role: {"reason": "The cabinet changed its mind"},
        writes="charters_agreementversion",
    ),
    ROUND.but(
        route="charters:invite",
        data=lambda world, role: {"councils": [world.p.late.pk]},
        writes="charters_response",
    ),
    ROUND.but(
        route="charters:remind",
        args=in_state("out", council="b"),
        data=nothing,
        writes="charters_response",
    ),
    ROUND.but(
        route="charters:extend-one",
        args=in_state("out", council="b"),
        data=lambda world, role: later(180),
        writes="charters_response",
    ),
    ROUND.but(
        route="charters:successors",
        args=lambda world, role: {"reference": world.p.out.reference, "slug": GONE},
        before=council_that_ended,
        data=nothing,
        writes="charters_response",
    ),
    ROUND.but(
        route="charters:record-association",
        data=lambda world, role: (
            signed_page(world, role) | {"association": "A", "councils": [world.p.b.pk], "working_days": 20}
        ),
        writes="charters_signedpage",
    ),
    ROUND.but(route="charters:remind-all", data=nothing, writes="charters_response"),
    ROUND.but(
        route="charters:publish",
        args=in_state("in_force"),
        data=lambda world, role: {"published": "yes"},
        writes="charters_agreement",
    ),
]


def typed(key):
    """The first page of signing was filled in, and a code was sent."""

    def before(world, role, session):
        subject = key(world)
        session[f"sign:{subject}"] = {**DECISION, "resolution_on": timezone.localdate().isoformat()}
        if person := world.people[role]:
            new_mailed_proof(person, "sign", subject, person.email, CODE)

    return before


def decision(world, role):
    return {**DECISION, **today("resolution_on")}


def proof(world, role):
    return {"code": CODE, "declared": "on"}


def key_of_a(world):
    return world.p.response(world.p.out.version, world.p.a).proof_key


def key_of_p(world):
    return actions.countersign_key(world.p.closed.version)


def signed_page(world, role):
    days = today("signed_on") | today("received_on")
    return page_facts(file=page(), **days)


def signed_for(found):
    """The council for which a page was signed."""
    return found.version.signed_for.get()


RESPONSE = Case(
    "charters:response",
    OF_A | OF_P | ADMIN,
    knows=OF_A | OF_P | ADMIN,
    args=in_state("out", council="a"),
)
SIGN = RESPONSE.but(
    route="charters:sign",
    may=SIGNS_FOR_A,
    data=decision,
    writes="accounts_identityproof",
    audited=False,
)
COUNTERSIGN = SIGN.but(route="charters:countersign", may=SIGNS_FOR_P, knows=READERS, args=in_state("closed"))
SIGNING = [
    RESPONSE.but(shows=f"{Secret.COMMENT}-P"),
    RESPONSE.but(
        label="declined",
        may=OF_P | ADMIN | of("b_clerk"),
        knows=OF_P | ADMIN,
        args=in_state("ripe", council="b"),
        shows=f"{Secret.REASON}-P",
    ),
    RESPONSE.but(
        label="rival",
        may=OF_R | ADMIN,
        knows=OF_R | ADMIN,
        args=in_state("out", "r", council="a"),
        shows=f"{Secret.COMMENT}-R",
    ),
    RESPONSE.but(route="charters:paper", shows=f"{Secret.PAPER}-P"),
    RESPONSE.but(
        route="charters:answer",
        may=of("a_clerk"),
        data=lambda world, role: {"answer": "accepted"},
        writes="charters_response",
    ),
    RESPONSE.but(
        route="charters:record-reply",
        may=OFFICERS,
        knows=OF_P | ADMIN | of("b_clerk"),
        args=in_state("out", council="b"),
        data=lambda world, role: (
            {"channel": "telephone", "said_by": "Clerk", "answer": "accepted"} | today("received_on")
        ),
        writes="charters_receivedreply",
    ),
    RESPONSE.but(
        route="charters:scan",
        may=OF_P | ADMIN | of("q_officer"),
        knows=OF_P | ADMIN | of("q_officer"),
        args=lambda world, role: {
            "reference": world.p.out.reference,
            "slug": world.p.neighbour.slug,
            "pk": world.p.letter.pk,
        },
    ),
    RESPONSE.but(
        route="charters:signatory",
        may=OFFICERS | of("b_clerk"),
        knows=OF_P | ADMIN | of("b_clerk"),
        args=in_state("out", council="b"),
        data=lambda world, role: {"person": world.p.b_clerk.pk},
        writes="charters_signingrequest",
    ),
    RESPONSE.but(
        route="charters:record-signature",
        may=OFFICERS,
        knows=OF_P | ADMIN | of("b_clerk"),
        args=in_state("out", council="b"),
        data=signed_page,
        writes="charters_signedpage",
    ),
    RESPONSE.but(
        route="charters:record-signature",
        label="of the convener",
        may=SIGNS_FOR_P,
        knows=OF_P | ADMIN,
        args=in_state("closed", council="principal"),
        data=signed_page,
        writes="charters_signedpage",
    ),
    RESPONSE.but(
        route="charters:object",
        may=of("q_officer"),
        knows=OF_P | ADMIN | of("q_officer"),
        args=in_state("ripe", council="neighbour", pk=lambda found: signed_for(found).pk),
        data=lambda world, role: {"words": "Our cabinet has not decided yet"},
        writes="charters_signedfor",
    ),
    RESPONSE.but(
        route="charters:signed-page",
        may=OF_P | ADMIN | of("q_officer"),
        knows=OF_P | ADMIN | of("q_officer"),
        args=in_state("ripe", pk=lambda found: signed_for(found).page_id),
    ),
    SIGN,
    SIGN.but(
        route="charters:sign-check",
        before=typed(key_of_a),
        data=proof,
        writes="charters_signature",
        audited=True,
    ),
    RESPONSE.but(route="charters:signed", args=in_state("ripe", council="a")),
    COUNTERSIGN,
    COUNTERSIGN.but(
        route="charters:countersign-check",
        before=typed(key_of_p),
        data=proof,
        writes="charters_signature",
        audited=True,
    ),
]
CASES = (*READING, *DRAFTING, *ROUNDS, *SIGNING)
