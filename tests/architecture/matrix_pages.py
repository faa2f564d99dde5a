"""The matrix for fixed pages, home, search, the directory, profiles and signing in."""

from allauth.mfa.models import Authenticator
from django.utils import timezone

from core.mail.addresses import note_failure
from core.models import AddressState, IncomingEmail, OutgoingEmail
from councils.models import Council
from tests.accounts.devices import made_passkey
from tests.architecture.matrix_roles import (
    ADMIN,
    EVERYONE,
    NOBODY,
    OF_A,
    OFFICERS,
    PEOPLE,
    VISITOR,
    WITH_APP,
    Case,
    Secret,
    nothing,
    of,
)


def council_a(world, role):
    return {"slug": world.p.a.slug}


def unjoined(world, role):
    return {"slug": world.p.fresh.slug}


def principal(world, role):
    return {"slug": world.p.principal.slug}


def rival(world, role):
    return {"slug": world.r.a.slug}


def private_page(world, role):
    return {"slug": world.p.a.slug, "page": "private"}


def private_answers(world, role):
    return {"clerk_phone": "01234 567890", "private_note": "Open on Mondays"}


PUBLIC = [
    "core:accessibility",
    "core:privacy",
    "core:cookies",
    "core:help",
    "core:healthcheck",
    "portal:home",
    "portal:search",
    "councils:list",
    "councils:list-csv",
    "councils:suggest",
    "councils:pick",
    "account_inactive",
    "account_signup",
]
CLERK = of("a_clerk")


def failed_mail(world, role):
    """An e-mail that could not be sent, ticked to be tried again."""
    return {"do": "retry", "email": OutgoingEmail.objects.create(to="x@example.org", kind="k", status="failed").pk}


def failing_address(world, role):
    note_failure("gone@example.org", AddressState.State.HARD, "5.1.1", mailed_at=timezone.now())
    return {"address": "gone@example.org"}


def failing_mailbox(world, role):
    """E-mail to the shared mailbox of Aston came back."""
    Council.objects.filter(pk=world.p.a.pk).update(role_mailbox="gone@example.org")
    failing_address(world, role)
    return {}


def a_letter(world, role):
    letter, _ = IncomingEmail.objects.get_or_create(digest="0" * 64, sort="letter", text="Dear all")
    return {"public_id": letter.public_id}


MAIL = [
    Case("core:outbox", ADMIN, data=failed_mail, writes="core_outgoingemail"),
    Case("core:addresses", ADMIN, data=failing_address, writes="core_addressstate"),
    Case("core:letters", ADMIN),
    Case("core:letter", ADMIN, knows=NOBODY, args=a_letter, data=nothing, writes="core_incomingemail"),
    Case("core:inlet", EVERYONE, opens=405, data=nothing, does=NOBODY),
    Case(
        "councils:mailbox",
        CLERK | OFFICERS | ADMIN,
        args=council_a,
        data=failing_mailbox,
        writes="core_addressstate",
    ),
]
PROFILE = Case("councils:profile", CLERK, args=council_a)
PAGES = [
    *(Case(route, EVERYONE) for route in PUBLIC),
    Case("portal:activity", PEOPLE),
    Case(
        "portal:updates",
        PEOPLE,
        data=lambda world, role: {"up_to": 1},
        writes="portal_updatesseen",
        audited=False,
    ),
    Case("core:keep-alive", PEOPLE, opens=405, data=nothing),
    Case("portal:council", EVERYONE, args=council_a, shows=f"{Secret.PRIVATE}-P"),
    Case("portal:council", EVERYONE, args=principal, label="principal"),
    Case("portal:council", EVERYONE, args=rival, label="rival", shows=f"{Secret.PRIVATE}-R"),
    Case(
        "councils:areas",
        ADMIN,
        data=lambda world, role: {
            "area": [world.area.code],
            "parent_name": world.p.principal.name,
            "parent": world.p.principal.slug,
        },
        writes="councils_parisharea",
    ),
    Case("councils:areas-csv", ADMIN),
    Case(
        "councils:unsettle-area",
        ADMIN,
        args=lambda world, role: {"code": world.settled.code},
        opens=405,
        data=nothing,
        writes="councils_parisharea",
    ),
    Case(
        "councils:settle-area",
        ADMIN,
        args=lambda world, role: {"code": world.area.code},
        data=lambda world, role: {"parent_name": world.p.principal.name, "parent": world.p.principal.slug},
        writes="councils_parisharea",
    ),
]


def fresh_parish(world, role):
    """Another parish of the first principal, chosen to be served too."""
    return {"absorbed_name": world.p.fresh.name, "absorbed": world.p.fresh.slug}


GROUP = Case("councils:group", OFFICERS | ADMIN, args=council_a)
GROUPING = [
    GROUP.but(data=fresh_parish),
    GROUP.but(label="rival", args=rival, may=of("r_officer admin"), data=fresh_parish),  # not beside it: refused
    GROUP.but(
        route="councils:group-check",
        args=lambda world, role: {"slug": world.p.a.slug, "absorbed": world.p.fresh.slug},
        data=nothing,
        writes="councils_succession",
    ),
]
PROFILES = [
    PROFILE,
    PROFILE.but(label="nobody joined", args=unjoined, may=OFFICERS),
    PROFILE.but(label="rival", args=rival, may=of("ra_clerk")),
    PROFILE.but(label="principal", args=principal, may=OFFICERS),
    PROFILE.but(
        route="councils:profile-check",
        shows=f"{Secret.PRIVATE}-P",
        data=nothing,
        writes="councils_profile",
    ),
    PROFILE.but(route="councils:profile-confirmed"),
    PROFILE.but(route="councils:profile-history", may=OF_A | OFFICERS | ADMIN),
    PROFILE.but(
        route="councils:profile-part",
        args=private_page,
        shows=f"{Secret.PRIVATE}-P",
        data=private_answers,
        writes="councils_profile",
    ),
]


def address_of(world, role):
    return {"email": world.p.clerk.email}


def new_app_secret(world, role, session):
    """The picture was scanned a moment ago."""
    session["mfa.totp.secret"] = APP_SECRET


def code_of_app(world, role):
    return {"code": world.code_for(APP_SECRET)}


def a_passkey(world, role):
    """The officer of the first principal has one."""
    facts = {"user": world.p.officer, "type": "webauthn", "data": {"name": "Laptop", "credential": made_passkey()}}
    found = Authenticator.objects.filter(user=world.p.officer, type="webauthn").first()
    return {"pk": (found or Authenticator.objects.create(**facts)).pk}


PASSKEY = Case(
    "mfa_edit_webauthn",
    of("p_officer"),
    knows=NOBODY,
    args=a_passkey,
    data=lambda world, role: {"name": "Laptop at home"},
    writes="mfa_authenticator",
)
APP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
SIGN_IN = [
    Case(
        "account_login",
        EVERYONE,
        moved=PEOPLE,
        data=address_of,
        does=VISITOR,
        writes="core_outgoingemail",
        audited=False,
    ),
    Case(
        "account_request_login_code",
        EVERYONE,
        moved=PEOPLE,
        data=address_of,
        does=VISITOR,
        writes="core_outgoingemail",
        audited=False,
    ),
    Case("account_confirm_login_code", EVERYONE, moved=EVERYONE, data=nothing, does=NOBODY),
    Case("account_start_again", EVERYONE, opens=302, data=nothing),
    Case("mfa_login_webauthn", EVERYONE, moved=PEOPLE, data=nothing, does=NOBODY),
    Case("account_provider", EVERYONE, opens=404),  # switched off, as it is unless the settings name a provider
    Case("account_provider_answer", EVERYONE, opens=404),
    Case("mfa_authenticate", EVERYONE, moved=EVERYONE, data=nothing, does=NOBODY),
    Case("mfa_reauthenticate", WITH_APP, data=nothing, does=NOBODY),
    Case("account_logout", EVERYONE, data=nothing, does=PEOPLE, writes="core_auditevent"),
    Case(
        "mfa_activate_totp",
        PEOPLE,
        data=code_of_app,
        before=new_app_secret,
        writes="mfa_authenticator",
    ),
    Case(  # who needs it and has nothing else is told to change it instead
        "mfa_deactivate_totp",
        PEOPLE,
        moved=PEOPLE - WITH_APP,
        data=nothing,
        does=of("revoked"),
        writes="mfa_authenticator",
    ),
    Case("account_protect", PEOPLE, moved=WITH_APP),
    Case("mfa_list_webauthn", PEOPLE),
    Case("mfa_add_webauthn", PEOPLE, data=nothing, does=NOBODY),
    PASSKEY,
    PASSKEY.but(route="mfa_remove_webauthn", data=nothing),
    Case("mfa_view_recovery_codes", WITH_APP, knows=NOBODY),
    Case("mfa_download_recovery_codes", WITH_APP, knows=NOBODY),
    Case(
        "mfa_generate_recovery_codes",
        WITH_APP,
        knows=NOBODY,
        data=nothing,
        writes="mfa_authenticator",
    ),
]
CASES = (*PAGES, *GROUPING, *MAIL, *PROFILES, *SIGN_IN)
