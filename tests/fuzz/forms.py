"""Every form of the portal as its page makes it, found by opening the pages of the access matrix."""

from dataclasses import dataclass, field
from functools import wraps
from http.cookies import SimpleCookie
from importlib import import_module
from pkgutil import walk_packages

from bs4 import BeautifulSoup
from django.apps import apps
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, reverse

from accounts.forms import WhoForm
from accounts.signin_forms import AppCodeAgainForm, AppCodeForm, EnterCodeForm, PasskeyAsSecondFactorForm
from core.govuk_forms import GovukForm
from tests.architecture.matrix import CASES
from tests.architecture.matrix_roles import ROLES
from tests.architecture.source import LAYERS
from tests.journeys.test_every_page import MORE, named_in_more

IN_STEPS = {  # shown after a code or a link that somebody else got
    EnterCodeForm: {"code": "123456"},
    AppCodeForm: {"user": "officer"},
    AppCodeAgainForm: {"user": "officer"},
    PasskeyAsSecondFactorForm: {"user": "officer"},
    WhoForm: {"owner": "clerk"},
}
OF_A_KIND = {
    "ProfileForm",
    "BundleForm",
    "ClosingForm",
    "CostFields",
    "DescribeForm",
    "EntryForm",
    "ForCouncilForm",
    "LetterForm",
    "NamesPartner",
    "PasskeyForm",
    "PortalForm",
    "UsePasskeyForm",
    "WordsForm",
    "_WhoForm",
}  # only their children are shown


def form_classes():
    """All that any app defines, wherever it defines them."""
    for config in apps.get_app_configs():
        if config.name in LAYERS:
            for module in walk_packages(config.module.__path__, f"{config.name}."):
                if module.name.endswith(("forms", "filters")) or ".forms." in module.name:
                    import_module(module.name)
    found, todo = set(), [GovukForm]
    while todo:
        for child in todo.pop().__subclasses__():
            todo.append(child)
            if child.__module__.partition(".")[0] in LAYERS and child.__name__ not in OF_A_KIND:
                found.add(child)
    return found


@dataclass
class Page:
    """An address of the matrix with somebody who may open it, and what its forms ask."""

    case: object
    role: str
    url: str
    names: list = field(default_factory=list)


class Walk:
    """Opens every page once and remembers how each form was made."""

    def __init__(self, world, monkeypatch):
        self.world = world
        self.made = {}  # form class: [arguments by name]
        self.pages = []
        self._watch(monkeypatch)
        for case in CASES:
            role = next((role for role in (*ROLES[1:], "visitor") if role in (case.doers & case.may or case.may)), None)
            if role:
                self.pages.append(self._opened(case, role))
        for role, url in (*MORE, ("visitor", f"/people/join/{world.p.token}/")):
            with transaction.atomic():
                self.client(role).get(url.format(**named_in_more(world)))
                transaction.set_rollback(True)
        for form_class, arguments in IN_STEPS.items():
            form_class(
                **{name: getattr(world.p, value) if name == "user" else value for name, value in arguments.items()}
            )

    def _watch(self, monkeypatch):
        """Notes with what each form is made, before its own class takes its share of the arguments."""
        for form_class in form_classes():
            monkeypatch.setattr(form_class, "__init__", self._noting(form_class, form_class.__init__))

    def _noting(self, form_class, plain):
        @wraps(plain)
        def noting(form, *args, **kwargs):
            if type(form) is form_class:
                given = {name: value for name, value in kwargs.items() if name not in ("data", "files")}
                self.made.setdefault(form_class, []).append(given)
            plain(form, *args, **kwargs)

        return noting

    def client(self, role):
        client = Client(raise_request_exception=True)
        client.cookies = SimpleCookie(self.world.clients[role].cookies)
        return client

    def _opened(self, case, role):
        """The page read once and, where it has a form, its valid form sent once; what that writes is taken back."""
        client = self.client(role)
        page = Page(case, role, reverse(case.route, kwargs=case.args(self.world, role)))
        with transaction.atomic():
            if case.before:
                session = client.session
                case.before(self.world, role, session)
                session.save()
            before = sum(map(len, self.made.values()))
            names = self._names(client.get(page.url))
            if case.data and role in case.doers:
                data = case.data(self.world, role)
                names |= set(data)
                if before == sum(map(len, self.made.values())):  # no form was shown: sending one makes it
                    client.post(page.url, data)
            transaction.set_rollback(True)
        page.names = sorted(names)
        return page

    def _names(self, response):
        """Everything that the forms of a page would send."""
        if response.status_code != 200 or not response.get("Content-Type", "").startswith("text/html"):
            return set()
        tags = BeautifulSoup(response.content, "lxml").select("main form :is(input, textarea, select)")
        return {tag.get("name") for tag in tags} - {None, "csrfmiddlewaretoken"}


def address(case, arguments):
    """The address with these arguments, or None where the pattern itself refuses them."""
    try:
        return reverse(case.route, kwargs=arguments)
    except NoReverseMatch:
        return None
