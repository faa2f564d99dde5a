"""Role accounts come into being as in real life: invited, and joined by the link in the mail."""

from django.db import transaction

from accounts.actions import accept_invitation, invite, join_as_new_person
from accounts.actions.addresses import give_address
from accounts.models import Membership, User
from councils.models import Council
from demo import app, roles
from demo.letterbox import invitation_token
from demo.places import council_of, mailbox_of

OFFICER, CLERK = "liaison_officer", "clerk"


def named(name):
    """The person of a role account, freshly read so that new memberships count; None if there is none yet."""
    return User.objects.filter(name=name).order_by("pk").first()


@transaction.atomic
def administrator():
    """The first account of any installation: made at the terminal, since nobody could invite it."""
    account = next(account for account in roles.accounts() if account.is_administrator)
    person = named(account.name)
    if person is None:
        person = User.objects.create_user(None, name=account.name, is_staff=True)
        give_address(person, account.address)
    return person


def of_principals():
    """Accounts that act for principal councils; they come first, for they invite the others."""
    return [a for a in roles.accounts() if a.roles and all(r.role not in LOCAL for r in a.roles)]


LOCAL = ("clerk", "councillor", "viewer")


def of_local_councils():
    """Accounts that act for local councils."""
    return [a for a in roles.accounts() if a.roles and all(r.role in LOCAL for r in a.roles)]


def join(account):
    """Invite the account to each of its roles and let it accept."""
    for held in account.roles:
        council = council_of(held.council)
        address = account.address or mailbox_of(council)
        let_in(account.name, council, held.role, address, may_sign=held.may_sign)
    app.set_up(named(account.name))


def clerk_of(council):
    """The clerk of a council: a role account, or one made now, "Clerk, Emberton"."""
    membership = Membership.objects.current().of_council(council).filter(role=CLERK).order_by("pk").first()
    if membership is None:
        name = f"Clerk, {council.name}"
        let_in(name, council, CLERK, mailbox_of(council), may_sign=True)
        return named(name)
    return User.objects.get(pk=membership.user_id)


@transaction.atomic
def let_in(name, council, role, address, *, may_sign):
    """One invitation, sent by whoever may, and accepted by its link; nothing if the role is held already."""
    person = named(name)
    if person and person.memberships.current().of_council(council).filter(role=role).exists():
        return
    invite(council=council, role=role, address=address, name=name, may_sign=may_sign, by=inviter(council))
    token = invitation_token(address)
    if person:
        accept_invitation(token=token, by=person)
    else:
        join_as_new_person(token=token, name=name)


def invite_some():
    """A few clerks are invited and have not joined: the officer's list has someone to remind."""
    for code in roles.fixture("people")["waiting"]:
        council = council_of(code)
        if not council.invitations.exists():
            address = mailbox_of(council)
            invite(council=council, role=CLERK, address=address, may_sign=True, by=inviter(council))


def inviter(council):
    """The liaison officer of the council's own principal, else the administrator."""
    return officer_of(council) or administrator()


def officer_of(council):
    """The liaison officer who looks after a local council, if the demonstration has one."""
    if council.is_principal:
        return None
    officers = Membership.objects.current().filter(role=OFFICER, council__in=council.own_principal_ids)
    membership = officers.order_by("pk").first()
    return User.objects.get(pk=membership.user_id) if membership else None


def speaker_for(council):
    """Who answers and signs for a council: the clerk, or the officer of a principal."""
    if council.is_local:
        return clerk_of(council)
    membership = Membership.objects.current().of_council(council).filter(role=OFFICER).order_by("pk").first()
    return User.objects.get(pk=membership.user_id)


def local_councils(principal):
    """Every local council of a principal, by name."""
    return list(Council.objects.of_principal(principal).local().current().by_name())
