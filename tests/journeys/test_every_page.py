"""Every page in every role, narrow and wide, and each form with its errors: axe, focus, no sideways scrolling.

The pages are those of the access matrix, so a new address is looked at as soon as the matrix knows it.
"""

from contextlib import contextmanager
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Error

from charters.models import Response
from tests.architecture.champion_world import PUBLIC_ID
from tests.architecture.handover_world import OPEN
from tests.architecture.liaison_world import TO_COME
from tests.architecture.matrix import CASES
from tests.architecture.matrix_world import World
from tests.architecture.routes import routes
from tests.axe import assert_accessible
from tests.journeys.mail import code_sent_to

WIDTHS = (1280, 320)
ROLES = ("p_officer", "a_clerk", "visitor", "p_manager", "p_lead", "p_viewer", "a_councillor", "admin")
IN_EACH_ROLE = {"portal:home", "portal:council", "charters:detail", "charters:board"}  # the others once
NO_PAGE = {
    "core:healthcheck": "JSON",
    "core:job-state": "JSON",
    "core:job-report": "a file",
    "core:job-file": "a file",
    "core:job-cancel": "a button",
    "core:keep-alive": "JSON",
    "core:inlet": "JSON, for a mail service",
    "accounts:clear-address": "a button",
    "councils:suggest": "JSON",
    "councils:list-csv": "a file",
    "councils:look": "a file",
    "councils:logo": "a file",
    "councils:areas-csv": "a file",
    "councils:imports-csv": "a file",
    "councils:import-report": "a file",
    "councils:unsettle-area": "a button",
    "accounts:people-csv": "a file",
    "accounts:invitations-csv": "a file",
    "casestudies:printout": "a file",
    "casestudies:run-pdf": "a file",
    "casestudies:template": "a file",
    "charters:board-csv": "a file",
    "charters:canonical": "a file",
    "charters:record-json": "a file",
    "charters:scan": "a file",
    "charters:signed-page": "a file",
    "councils:record-json": "a file",
    "charters:commitments-csv": "a file",
    "charters:progress-csv": "a file",
    "charters:progress-report": "a button",
    "charters:progress-evidence": "a file",
    "charters:pdf": "a file; while it is being made the same page as for charters:paper",
    "funding:answer": "a button",
    "funding:calendar": "a file",
    "funding:publish": "a button",
    "funding:template": "a file",
    "liaison:directory": "a button",
    "liaison:contact-done": "a button",
    "liaison:handover-add": "a button",
    "liaison:handover-read": "a button",
    "liaison:handover-pdf": "a button",
    "liaison:handover-note-read": "a button",
    "liaison:handover-note-pdf": "a button",
    "partnerships:paper": "a button",
    "clusters:start": "a button",
    "clusters:document": "a button",
    "clusters:find-all": "a button",
    "clusters:take-back": "a button",
    "clusters:schedule-take-out": "a button",
    "clusters:share-release": "a button",
    "transfers:template": "a file",
    "transfers:paper": "a button",
    "transfers:year-pdf": "a button",
    "transfers:devolution-publish": "a button",
    "mfa_download_recovery_codes": "a file",
    "account_start_again": "a button",
    "account_provider": "404 while it is switched off; test_oidc.py looks at what it leads to",
    "account_provider_answer": "as the one before",
    "accounts:make-primary": "a button",
    "accounts:show-everything": "a button",
    "accounts:remove-view": "a button",
    "accounts:remove-address": "a button",
    "accounts:resend": "a button",
    "accounts:cancel": "a button",
    "accounts:may-sign": "a button",
    "accounts:ask-drop": "a button",
    "accounts:handover-pdf": "a button",
    "accounts:handover-read": "a button",
    "accounts:access-list": "a button",
    "accounts:end-session": "a button",
    "accounts:end-other-sessions": "a button",
    "accounts:take-my-data": "a button",
    "funding:digest-print": "a button",
}
IN_STEPS = {  # reached by what comes before
    "account_lost_device",
    "account_confirm_login_code",
    "mfa_authenticate",
    "charters:paper",
    "casestudies:navigated",
}
PROFILE = "/councils/p-aston/profile"
MORE = (  # (role, address): what the addresses of the matrix show in other circumstances
    ("visitor", "/councils/?q=zzzz"),
    ("visitor", "/councils/?q=aston&principal_name=nowhere"),
    ("visitor", "/councils/pick/?q=aston"),
    ("visitor", "/councils/pick/?q=zzzz"),
    ("a_clerk", "/search/?q=aston"),
    ("a_clerk", "/search/?q=aston&kind=councils"),
    ("p_officer", "/search/?q=agreed"),
    ("visitor", "/search/?q=asten"),
    ("visitor", "/search/?q=zzzz"),
    ("p_officer", "/activity/?kind=Answers&since_0=99"),
    ("b_clerk", "/updates/"),
    ("ended", "/updates/"),
    ("visitor", "/nowhere/"),
    ("visitor", "/library/?q=zzzz"),
    ("a_clerk", "/library/?theme=cluster&q=met"),
    ("visitor", "/library/booklet/?study=study-0"),
    ("visitor", "/guide/start/result/?council=larger&area=urban&history=long"),
    ("visitor", "/guide/start/result/?council=larger&area=parished&history=new"),
    ("visitor", "/guide/other-side/?mine=two_tier&theirs=two_tier"),
    ("visitor", "/guide/resources/?q=zzzz"),
    ("visitor", "/guide/letters/talk-about-services/"),
    ("a_clerk", "/councils/p-aston/checklists/A1/"),
    ("a_clerk", "/councils/r-aston/profile/"),
    ("visitor", "/funding/?q=zzzz"),
    ("visitor", "/assets/?of=p-principal"),
    ("visitor", "/assets/?q=zzzz"),
    ("visitor", "/assets/transfers/?q=zzzz"),
    ("visitor", "/people/join/used-up/"),
    ("a_clerk", "/people/join/open-P/"),
    ("visitor", "/charters/verify/CG-0000-0000/"),
    ("b_clerk", "/"),
    ("b_clerk", PROFILE.replace("aston", "barton") + "/"),
    ("dual", "/"),
    ("ended", "/"),
    ("county_officer", "/"),
    ("p_officer", "/?q=zzzz"),
    ("p_officer", "/charters/{out}/board/?show=declined"),
    ("p_officer", "/partnerships/{entry}/edit/more/"),
    *(("p_officer", f"/assets/transfers/{{transfer}}/step/{step}/") for step in ("go_live", "carry_on", "give_back")),
    *(("a_clerk", f"{PROFILE}/{part}/") for part in ("who", "contact", "people", "money", "services", "capacity")),
    ("visitor", "/accounts/sign-in/passkey/"),
    ("p_manager", "/councils/p-principal/portal/logo/"),
    ("p_manager", "/councils/p-principal/portal/rounds/"),
    ("p_manager", "/councils/p-principal/portal/partnerships/"),
    ("p_manager", "/councils/p-principal/portal/rules/"),
)
TOO_LONG = "x" * 5000
WRONG = {  # forms in which nothing is required
    f"{PROFILE}/contact/": {"role_mailbox": "clerk at aston", "website": "a b"},
    f"{PROFILE}/people/": {"councillors": "many", "meetings_per_year": "400", "next_election_on-day": "32"},
    f"{PROFILE}/money/": {"precept_pence": "lots", "tax_base": "-1"},
    f"{PROFILE}/capacity/": {"capacity_note": TOO_LONG},
    f"{PROFILE}/private/": {"private_note": TOO_LONG, "clerk_phone": TOO_LONG},
}
NEVER_WRONG = {  # nothing to fill in, nothing that must be, or sent by a script alone
    f"{PROFILE}/services/",
    "/people/ask/confirm/asked-P/",
    "/accounts/sign-in/passkey/",
    "/accounts/passkeys/add/",
    f"/charters/champion/{PUBLIC_ID}/needs/",
    f"/officers/assignments/{TO_COME}/end/",
    f"/officers/handovers/{OPEN}/drop/",
}
MAY_BE_EMPTY = {
    "accounts:revoke-membership",  # asks something only of whoever answers for councils
    "liaison:wrong-door",  # one press says it
    "funding:digest-note",
    "charters:section-comment",  # emptied, it takes the comment back
    "partnerships:money-year",  # empty: not known
    "clusters:share-agree",  # the minute may not be written yet
    "transfers:money-change",  # as far as it is known
    "transfers:responsibilities",
    "transfers:year-change",
    "transfers:year-issue",  # a decision
    "transfers:step~publish",  # a decision and nothing to fill in
    "transfers:step~unpublish",
    "transfers:change~file",  # of what a file names only the area is asked, and it may stay unknown
    "partnerships:exit",  # saved half finished; closing asks for all of it
}
SHARES = 2  # of the pages, for parallel workers; one walk of all would take as long as all other journeys
EMPTY = """wrong => {
  const form = [...document.querySelectorAll('main form[method=post]')].find(f => f.querySelector('.govuk-form-group'));
  if (!form) return false;
  for (const field of form.elements) {
    if (field.type === 'radio' || field.type === 'checkbox') field.checked = false;
    else if (!['hidden', 'submit', 'button', 'fieldset'].includes(field.type)) field.value = wrong[field.name] ?? '';
  }
  form.setAttribute('data-emptied', '');
  return true;
}"""


class Walk:
    """Looks at pages and collects what is wrong with them, so that one run tells all of it."""

    def __init__(self, browser, address, world):
        self.browser, self.address, self.world = browser, address, world
        self.pages, self.faults, self.visited = {}, [], 0

    def page(self, role):
        """The browser of a role, signed in; the same for all its pages."""
        if role not in self.pages:
            context = self.browser.new_context(base_url=self.address)
            page = context.new_page()
            page.on("pageerror", lambda error: self.faults.append(f"{role} {page.url}: {error}"))
            page.on("console", lambda line: self.complain(role, line))
            cookies = self.world.clients[role].cookies
            if settings.SESSION_COOKIE_NAME in cookies:
                self._give(context, cookies[settings.SESSION_COOKIE_NAME].value)
            self.pages[role] = page
        return self.pages[role]

    def _give(self, context, value):
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": self.address}])

    def complain(self, role, line):
        """The browser names every answer of 4xx; some are asked for on purpose."""
        if line.type == "error" and "status of 4" not in line.text:
            self.faults.append(f"{role} {self.pages[role].url}: {line.text}")

    def look(self, role, what=""):
        """The page as it stands, at every width."""
        page = self.page(role)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            try:
                assert_accessible(page)
            except AssertionError as error:
                self.faults.append(f"{role}{what} at {width} px: {error}")

    def visit(self, role, address, *, with_form=False, status=200):
        """Opens a page; if it has a form, sends it back without answers."""
        page = self.page(role)
        try:
            answer = page.goto(address)
        except Error as error:
            assert "Download is starting" in str(error), error  # noqa: PT017 - a paper the worker has made already
            return
        if status and answer.status != status:
            self.faults.append(f"{role} {address}: {answer.status}")
        self.visited += 1
        self.look(role, f" {address}")
        if with_form and address not in NEVER_WRONG:
            self.send_empty(role, address)

    def send_empty(self, role, address):
        page = self.page(role)
        if not page.evaluate(EMPTY, WRONG.get(address, {})):
            self.faults.append(f"{role} {address}: the form is missing")
            return
        with page.expect_navigation():
            page.locator("[data-emptied] button").last.click()
        if page.locator(".govuk-error-summary li a").count():
            self.look(role, f" {address} without answers")
        else:
            self.faults.append(f"{role} {address}: no error summary after sending it without answers")


def asks(case):
    """Whether sending its form without answers is a mistake."""
    return case.route not in MAY_BE_EMPTY and case.name not in MAY_BE_EMPTY


def readers(case):
    """The roles in which a page of the matrix is looked at."""
    if case.label == "rival" or case.opens != 200 or case.route in NO_PAGE or case.route in IN_STEPS:
        return []
    may = [role for role in ROLES if role in case.may - case.moved]
    if case.route == "accounts:accept":
        return ["visitor"]  # who is signed in already types nothing there
    return may if case.route in IN_EACH_ROLE else may[:1] or sorted(case.may - case.moved)[:1]


@contextmanager
def without_worker():
    """Papers and e-mails are not what is looked at here: nobody is asked to make them."""
    with transaction.atomic():
        yield
        connection.run_on_commit = []


def prepare(world, case, role):
    """What the person has done on the page before."""
    client = Client()
    client.cookies = world.clients[role].cookies
    if case.before:
        session = client.session
        with without_worker():
            case.before(world, role, session)
        session.save()
    return reverse(case.route, kwargs=case.args(world, role))


def walk_the_matrix(walk, share):
    """Forms last: an answer that is taken after all must not change what others see."""
    forms = {route.name for route in routes() if hasattr(route.view, "form_class")}
    for case in sorted(CASES[share::SHARES], key=lambda case: case.route in forms):
        for role in readers(case):
            walk.visit(role, prepare(walk.world, case, role), with_form=case.route in forms and asks(case))


def named_in_more(world):
    """The references that stand in MORE."""
    live = world.p.partnerships.reference("live")
    return {"out": world.p.out.reference, "entry": live, "transfer": world.p.moving.published.reference}


def walk_the_rest(walk):
    for role, address in MORE:
        address = address.format(**named_in_more(walk.world))
        walk.visit(role, address, with_form=address.startswith(PROFILE), status=None)


def walk_the_sign_in(walk):
    """The steps of signing in, each with a wrong code first."""
    walk.world.clients["anyone"] = SimpleNamespace(cookies={})
    page = walk.page("anyone")
    address = walk.world.p.officer.email
    page.goto(reverse("account_login"))
    page.get_by_label("E-mail address").fill(address)
    page.get_by_role("button", name="Send me a code").click()
    page.get_by_label("6-digit code").wait_for()
    walk.look("anyone", " at the code")
    walk.send_empty("anyone", reverse("account_confirm_login_code"))
    page.get_by_label("6-digit code").fill(code_sent_to(address))
    page.locator("main form button").first.click()
    page.get_by_role("heading", name="Enter the code from your app").wait_for()
    walk.look("anyone", " at the app’s code")
    walk.send_empty("anyone", reverse("mfa_authenticate"))
    page.get_by_role("link", name="I do not have my device or my codes").click()
    walk.look("anyone", " without a device")
    page.get_by_role("button", name="Ask for a reset").click()
    page.get_by_role("heading", name="You have asked for a reset").wait_for()
    walk.look("anyone", " who asked for a reset")


def walk_to_a_paper_not_made_yet(walk):
    response = walk.world.p.response(walk.world.p.out.version, walk.world.p.b)
    Response.objects.filter(pk=response.pk).update(paper=None)
    walk.visit("b_clerk", reverse("charters:paper", args=[walk.world.p.out.reference, walk.world.p.b.slug]))


@pytest.fixture
def world(transactional_db):
    """Committed, so that the browser sees it."""
    with without_worker():
        return World()


@pytest.fixture
def walk(browser, live_server, world):
    walk = Walk(browser, live_server.url, world)
    yield walk
    for page in walk.pages.values():
        page.context.close()


@pytest.mark.parametrize("share", range(SHARES))
def test_every_page_in_every_role_is_for_everyone(walk, share):
    walk_the_matrix(walk, share)
    assert walk.visited >= len([case for case in CASES[share::SHARES] if readers(case)]) / 2  # the others are files
    assert walk.faults == [], "\n" + "\n".join(walk.faults)


def test_other_circumstances_and_the_sign_in_are_for_everyone(walk):
    for part in (walk_the_rest, walk_the_sign_in, walk_to_a_paper_not_made_yet):
        part(walk)
    assert walk.visited > len(MORE)
    assert walk.faults == [], "\n" + "\n".join(walk.faults)


def test_every_address_is_looked_at():
    looked_at = {case.route for case in CASES if readers(case)} | IN_STEPS
    known = {route.name for route in routes()}
    assert known - looked_at - set(NO_PAGE) == set()
    assert set(NO_PAGE) <= known
