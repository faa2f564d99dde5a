"""Every address: which are public, that each has a policy, and that no policy lies idle."""

import ast
import importlib
import sys
from collections import Counter

import pytest
from django.core.exceptions import ImproperlyConfigured

from accounts.views import signin
from core.policies import POLICIES
from core.views import PortalView
from tests.architecture.routes import routes
from tests.architecture.source import modules

# Whoever adds a line here opens a page to the world: say in the commit why.
PUBLIC = {
    "account_confirm_login_code",
    "account_inactive",
    "account_login",
    "account_lost_device",  # between the code from the mail and the second factor: who came so far has no session yet
    "account_logout",
    "account_provider",  # another way to sign in; 404 unless it is switched on
    "account_provider_answer",
    "account_request_login_code",
    "account_signup",
    "account_start_again",
    "accounts:accept",
    "accounts:ask",  # to join: whoever was not invited has no account yet
    "accounts:ask-check",
    "accounts:ask-council",
    "accounts:ask-details",
    "accounts:ask-done",
    "accounts:ask-drop",
    "accounts:ask-sent",
    "accounts:ask-unlisted",
    "accounts:complain",  # about how personal data are handled: whoever has no account may, too
    "accounts:complaint-made",
    "accounts:cancel-reset",  # who has lost their device cannot sign in to stop it
    "accounts:confirm-request",
    "accounts:removed",  # whoever reads it has just lost the account
    "accounts:handed-over",  # their session has just ended
    "casestudies:booklet",
    "casestudies:chapter",
    "casestudies:checklist-paper",
    "casestudies:guide",
    "casestudies:letter",
    "casestudies:letters",
    "casestudies:library",
    "casestudies:navigated",
    "casestudies:navigator",
    "casestudies:other-side",
    "casestudies:printout",
    "casestudies:resources",
    "casestudies:study",
    "casestudies:write-letter",
    "liaison:ask",
    "liaison:list",
    "liaison:services",
    "partnerships:list",
    "clusters:cluster",  # one that has started; until then those concerned
    "clusters:list",
    "transfers:asset",
    "transfers:costs",  # a calculator: it stores nothing
    "transfers:devolution",
    "transfers:devolutions",
    "transfers:list",
    "transfers:money",
    "transfers:year",
    "transfers:transfer",
    "transfers:transfers",
    "partnerships:detail",
    "charters:canonical",
    "charters:changes",  # of two texts that the reader may see
    "charters:commitments-csv",  # a part of the text of the version, seen by whoever sees it
    "charters:detail",
    "charters:list",
    "charters:pdf",
    "charters:residents",
    "charters:text",
    "charters:verified",
    "charters:verify",
    "core:accessibility",
    "core:cookies",
    "core:healthcheck",
    "core:help",
    "core:inlet",  # for a mail service, which knows the secret
    "core:privacy",
    "councils:list",
    "councils:list-csv",
    "councils:logo",  # e-mails show it to people who are not signed in
    "councils:look",  # a stylesheet of three colours; nothing of a council is in it
    "councils:pick",
    "councils:suggest",
    "funding:awards",  # published by the funders
    "funding:calendar",  # the days of what anyone may read
    "funding:detail",  # published ones; of the rest each is told apart by the scope
    "funding:digest",  # published facts, at an address that nobody can guess: clerks pass it on to councillors
    "funding:list",
    "funding:reader",  # choices by the link of an e-mail: nobody signs in to get less mail
    "funding:stop",  # one click of a mail program, which has no account
    "mfa_authenticate",
    "mfa_login_webauthn",  # a passkey in place of address and code
    "portal:council",
    "portal:home",
    "portal:search",
}
# Steps of signing in that django-allauth drives; ours only in limits, records and templates.
ALLAUTH = {signin.AskForCode, signin.EnterCode, signin.EnterAppCode, signin.EnterAppCodeAgain, signin.Closed}
TWO_NAMES = {"account_login", "account_request_login_code"}  # one page under both names that allauth looks for
DEMO = {"App", "Roles", "Mailbox", "Message", "MessageHtml"}


def test_public_pages_are_exactly_these():
    assert {route.name for route in routes() if POLICIES[route.view.policy].public} == PUBLIC


def test_every_page_is_a_portal_view():
    strange = {route.view for route in routes() if not (route.view and issubclass(route.view, PortalView))}
    assert strange == ALLAUTH


def test_only_the_answer_of_a_sign_in_provider_writes_on_get():
    writing = {route.name for route in routes() if getattr(route.view, "writes_on_get", False)}
    assert writing == {"account_provider_answer"}


def test_every_page_has_a_known_policy():
    assert [route.name for route in routes() if route.view.policy not in POLICIES] == []


def test_login_is_asked_for_unless_the_policy_is_public():
    """Steps of allauth mark themselves; pages of ours are marked by their policy."""
    for route in routes():
        open_to_all = not getattr(route.callback, "login_required", True)
        assert open_to_all is POLICIES[route.view.policy].public or route.view in ALLAUTH, route.name


def test_no_address_is_there_twice():
    names = Counter(route.name for route in routes())
    patterns = Counter(route.pattern for route in routes() if route.name not in TWO_NAMES)
    assert [name for name, count in (names + patterns).items() if count > 1] == []


def test_every_address_has_a_name():
    assert [route.pattern for route in routes() if not route.name or route.name.endswith(":")] == []


def test_every_policy_is_asked():
    """By a view, a step of a workflow, an action or a template; else it should go."""
    asked = {
        node.value
        for path, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and path.stem != "policies"
    }
    assert [name for name in POLICIES if name not in asked] == []


def test_every_policy_says_its_rule():
    assert [name for name, policy in POLICIES.items() if not policy.description] == []


def test_the_demo_is_not_reachable_outside_its_settings(monkeypatch):
    monkeypatch.delitem(sys.modules, "demo", raising=False)  # tests of the demo itself may have loaded it
    assert [route.name for route in routes() if route.name.startswith("demo")] == []
    with pytest.raises(ImproperlyConfigured):
        importlib.import_module("demo")


def test_the_demo_has_only_these_doors():
    """They are open to everyone: whoever adds one says why."""
    (tree,) = [tree for path, tree in modules("demo") if path.stem == "views"]
    pages = {node.name: ast.unparse(node) for node in tree.body if isinstance(node, ast.ClassDef)}
    assert set(pages) == DEMO
    assert all("policy = 'core.public'" in text for text in pages.values())
