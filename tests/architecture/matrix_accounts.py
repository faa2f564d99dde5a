"""The matrix for one's own account, a council's people and invitations."""

from allauth.account.models import EmailAddress
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accounts.actions.proof import new_mailed_proof
from core.mail.addresses import note_failure
from core.models import AddressState
from tests.architecture.matrix_pages import council_a, principal
from tests.architecture.matrix_roles import (
    ADMIN,
    EVERYONE,
    NOBODY,
    OF_A,
    OF_P,
    OFFICERS,
    PEOPLE,
    Case,
    Secret,
    nothing,
    of,
)

CODE = "123456"
MANAGER = of("p_manager")
ABOVE_A = OFFICERS | ADMIN
TEAM_A = OF_A | ABOVE_A  # who sees the people of A
ACTING = PEOPLE - of("admin ended revoked")  # who acts for some council


def second(role):
    return f"{role}-second@example.org"


def second_address(world, role, session):
    """The person has another verified address."""
    if world.people[role]:
        EmailAddress.objects.create(user=world.people[role], email=second(role), verified=True)


def code_sent(world, role, session):
    """The person typed a new address, and the code for it is in their mail."""
    if world.people[role]:
        session["address_to_confirm"] = second(role)
        key = f"accounts.address:{second(role)}"
        new_mailed_proof(world.people[role], "add an address", key, second(role), CODE)


def to_second(world, role):
    return {"address": second(role)}


def own_council(world, role):
    memberships = world.people[role].current_memberships if world.people[role] else []
    return {"council": memberships[0].council.slug if memberships else world.p.a.slug}


ME = [
    Case("accounts:me", PEOPLE),
    Case(
        "accounts:rename",
        PEOPLE,
        data=lambda world, role: {"name": "Another Name"},
        writes="accounts_user",
    ),
    Case("accounts:add-address", PEOPLE, data=to_second, writes="accounts_identityproof", audited=False),
    Case(
        "accounts:confirm-address",
        PEOPLE,
        before=code_sent,
        data=lambda world, role: {"code": CODE},
        writes="account_emailaddress",
    ),
    Case(
        "accounts:make-primary",
        PEOPLE,
        opens=302,
        before=second_address,
        data=to_second,
        writes="account_emailaddress",
    ),
    Case(
        "accounts:remove-address",
        PEOPLE,
        opens=302,
        before=second_address,
        data=to_second,
        writes="account_emailaddress",
    ),
    Case("accounts:no-council", PEOPLE),
    Case("accounts:switch", PEOPLE, data=own_council, does=ACTING),
    Case(
        "accounts:accept",
        EVERYONE,
        args=lambda world, role: {"token": world.p.token},
        data=lambda world, role: {} if world.people[role] else {"name": "New Councillor"},
        writes="accounts_membership",
    ),
]


def invited(role):
    """A form that invites someone in this role."""
    return lambda world, who: {"role": role, "address": "somebody@council.example", "name": "Some Body"}


def mailbox_list(world, role):
    text = f"council,address\n{world.p.a.name},clerk@aston.example\n"
    return {"file": SimpleUploadedFile("list.csv", text.encode(), content_type="text/csv")}


PRINCIPALS_LIST = Case("accounts:invitations", ABOVE_A, knows=OF_P, args=principal, shows=f"{Secret.INVITED}-p")
COUNCILS = [
    Case("accounts:people", TEAM_A, knows=NOBODY, args=council_a, shows=f"{Secret.PERSON} P"),
    Case(
        "accounts:people",
        TEAM_A,
        knows=NOBODY,
        args=council_a,
        label="invited",
        shows=f"{Secret.INVITED}-p",
    ),
    Case("accounts:people", OF_P | ADMIN, knows=NOBODY, args=principal, label="principal"),
    Case("accounts:people-csv", TEAM_A, knows=NOBODY, args=council_a, shows=f"{Secret.PERSON} P"),
    Case(
        "accounts:invite",
        ABOVE_A | of("a_clerk"),
        knows=OF_A,
        args=council_a,
        data=invited("councillor"),
        writes="accounts_invitation",
    ),
    Case(
        "accounts:invite",
        ABOVE_A | of("a_clerk"),
        does=ABOVE_A,
        knows=OF_A,
        args=council_a,
        label="a clerk",
        data=invited("clerk"),
        writes="accounts_invitation",
    ),
    Case(
        "accounts:invite",
        MANAGER | ADMIN,
        knows=OF_P,
        args=principal,
        label="principal",
        data=invited("manager"),
        writes="accounts_invitation",
    ),
    PRINCIPALS_LIST,
    PRINCIPALS_LIST.but(route="accounts:invitations-csv"),
    PRINCIPALS_LIST.but(route="accounts:upload-list", shows="", data=mailbox_list, writes="accounts_invitationbatch"),
    Case(
        "accounts:check-list",
        ABOVE_A,
        knows=NOBODY,
        args=lambda world, role: {"public_id": world.p.batch.public_id},
        shows=f"{Secret.LIST}-P",
        data=nothing,
        writes="accounts_invitationbatch",
    ),
]


def today(prefix):
    """Today in the three fields of a date."""
    day = timezone.localdate()
    return {f"{prefix}-day": day.day, f"{prefix}-month": day.month, f"{prefix}-year": day.year}


def of_invitation(world, role):
    return {"public_id": world.p.invitation.public_id}


def of_councillor(world, role):
    return {"public_id": world.a_councillor.memberships.get().public_id}


def of_officer(world, role):
    return {"public_id": world.p.officer.memberships.get().public_id}


def failing_councillor(world, role):
    """E-mail to the councillor of A came back."""
    note_failure(world.a_councillor.email, AddressState.State.HARD, "5.1.1", mailed_at=timezone.now())
    return {}


RESEND = Case(
    "accounts:resend",
    ABOVE_A,
    knows=OF_A,
    args=of_invitation,
    opens=302,
    data=nothing,
    writes="accounts_invitation",
)
MAY_SIGN = Case(
    "accounts:may-sign",
    ABOVE_A | of("a_clerk"),
    knows=OF_A,
    args=of_councillor,
    opens=302,
    data=lambda world, role: {"may_sign": "yes"},
    writes="accounts_membership",
)
BUTTONS = [
    RESEND,
    RESEND.but(route="accounts:cancel"),
    MAY_SIGN,
    MAY_SIGN.but(
        route="accounts:end-membership",
        may=MAY_SIGN.may | of("a_councillor"),
        opens=200,
        data=lambda world, role: today("last_day"),
    ),
    MAY_SIGN.but(
        route="accounts:revoke-membership",
        may=MAY_SIGN.may | of("a_councillor"),
        opens=200,
        data=nothing,
    ),
    MAY_SIGN.but(
        route="accounts:clear-address",
        may=MAY_SIGN.may | of("a_councillor"),
        data=failing_councillor,
        writes="core_addressstate",
    ),
]
CASES = (*ME, *COUNCILS, *BUTTONS)
