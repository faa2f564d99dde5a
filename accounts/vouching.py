"""What can be checked about somebody who asks to join: facts for the person who decides, never a verdict."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from accounts.mailbox_list import is_personal
from accounts.models import Invitation, JoinRequest, Membership


@dataclass(frozen=True)
class Vouching:
    """What the portal knows beside what the person said."""

    website: str
    role_mailbox: str
    is_role_mailbox: bool  # the address is the one on the council's profile
    is_of_website: bool  # the address ends like the council's website
    is_personal: bool  # a mailbox of one of the big providers
    people: tuple  # memberships of today
    invitations: tuple  # that wait
    others: tuple  # further requests that wait for the same council
    owner: object  # whom the mailbox signs in today, if anyone


def domain_of(address):
    return address.rpartition("@")[2].lower()


def host_of(website):
    """www.olney.gov.uk and olney.gov.uk are one."""
    return (urlsplit(website).hostname or "").lower().removeprefix("www.")


def is_of_website(address, website):
    """True if the address ends in the name of the website; never for a big provider of mailboxes."""
    domain, host = domain_of(address), host_of(website)
    return bool(host) and not is_personal(address) and (domain == host or host.endswith(f".{domain}"))


def vouching_for(join_request, owner):
    """The facts about one request."""
    council, address = join_request.council, join_request.address
    facts = {"is_personal": is_personal(address), "owner": owner}
    if council is None:
        return Vouching("", "", False, False, people=(), invitations=(), others=(), **facts)
    others = JoinRequest.objects.waiting().filter(council=council).exclude(pk=join_request.pk)
    return Vouching(
        website=council.website,
        role_mailbox=council.role_mailbox,
        is_role_mailbox=bool(council.role_mailbox) and council.role_mailbox.lower() == address,
        is_of_website=is_of_website(address, council.website),
        people=tuple(Membership.objects.current().of_council(council).select_related("user").order_by("role", "pk")),
        invitations=tuple(Invitation.objects.waiting().filter(council=council).order_by("pk")),
        others=tuple(others.order_by("pk")),
        **facts,
    )
