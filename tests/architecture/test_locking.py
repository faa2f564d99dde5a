"""No page overwrites what somebody else saved: every form that edits a record says what it was filled with."""

import ast
from http.cookies import SimpleCookie
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from core.editing import ConfirmPage, EditPage
from core.locking import FIELD, token
from core.views import FormPage
from tests.architecture.matrix import CASES
from tests.architecture.routes import routes
from tests.architecture.source import modules, named
from tests.architecture.test_forms import first_of
from tests.architecture.writes import changed_since, written
from tests.saving import opened

pytestmark = pytest.mark.django_db
# Forms about a record that change none of its answers: they add a row, take a step or only ask.
EDIT_NOTHING = {
    "accounts:accept": "takes an invitation once; its row lock decides",
    "accounts:confirm-request": "confirms a request once; its row lock decides",
    "accounts:join-request": "decides a request once; its row lock decides",
    "accounts:cover": "adds an invitation",
    "accounts:hand-over": "keeps what was typed for the page that hands over",
    "accounts:complaint": "takes a step of the workflow",
    "accounts:invite": "adds an invitation",
    "accounts:revoke-membership": "withdraws once; its row lock decides",
    "accounts:reset": "decides once; its row lock decides",
    "accounts:reset-app": "starts a reset once; its row lock decides",
    "accounts:upload-list": "adds a list",
    "casestudies:archive": "takes a step of the workflow",
    "casestudies:navigator": "asks, and writes nothing",
    "casestudies:own-party": "adds a party",
    "casestudies:own-publish": "takes a step of the workflow",
    "casestudies:own-review": "says that it is right as it stands, and offers a new day",
    "casestudies:write-letter": "makes a new letter each time",
    "charters:area-copies": "starts long work",
    "charters:papers": "starts long work",
    "charters:champion-appoint": "adds an appointment; the council’s row lock decides",
    "charters:champion-end": "ends an appointment once; its row lock decides",
    "charters:champion-entry-strike": "strikes out once; its row lock decides",
    "charters:champion-log-add": "adds an entry",
    "charters:commitment-add": "adds a part",
    "charters:progress-comment": "adds a comment",
    "charters:leave": "gives notice once; the row lock of the version decides",
    "charters:review-close": "closes a review once; its row lock decides",
    "charters:review-open": "opens a review; one at a time, the row lock of the version decides",
    "charters:renew": "adds a renewal, once a term; the row lock of the version decides",
    "charters:object": "objects once; the row lock of the version decides",
    "charters:record-association": "adds a page; a council is signed for once, the row lock of the version decides",
    "charters:record-signature": "adds a signature, once; the row lock of the version decides",
    "charters:report-progress": "adds an entry",
    "charters:countersign": "keeps what was typed for the page that signs",
    "charters:countersign-check": "adds a signature; the code is for exactly this text",
    "charters:invite": "adds councils to a round",
    "charters:section-add": "adds a part",
    "charters:send": "keeps what was typed for the page that sends",
    "charters:signatory": "names a person; naming another ends the request, and both are told",
    "charters:sign": "keeps what was typed for the page that signs",
    "charters:sign-check": "adds a signature; the code is for exactly this text",
    "charters:withdraw": "takes a step of the workflow",
    "funding:withdraw": "takes a step of the workflow",
    "liaison:name": "adds assignments; the lock of the principal decides",
    "liaison:allocate": "adds assignments, as naming one does",
    "liaison:cover": "adds a cover",
    "liaison:confirm": "says of today that it is right",
    "liaison:contact-log": "adds a contact",
    "liaison:contact-note": "adds a contact",
    "liaison:contact-strike": "strikes out once; its row lock decides",
    "liaison:service-add": "adds a contact",
    "liaison:service-confirm": "says of today that it is right",
    "liaison:wrong-door": "adds a line, one a day for each person",
    "liaison:end": "ends once; its row lock decides",
    "liaison:hand-over": "begins a handover, one at a time of a leaver; the row lock of the principal decides",
    "liaison:handover-complete": "completes once; its row lock decides",
    "liaison:handover-drop": "drops once; its row lock decides",
    "liaison:handover-leave-out": "deletes what the row lock finds; a second time finds nothing",
    "liaison:handover-share": "chooses one successor for those that are ticked, whoever it was",
    "liaison:promise-add": "adds a promise",
    "liaison:promise-report": "says once what became of it; its row lock decides",
    "liaison:promise-contest": "contests once; its row lock decides",
    "liaison:promise-deny": "denies once; its row lock decides",
    "liaison:promise-withdraw": "withdraws once; its row lock decides",
    "clusters:ask": "adds a council; the lock of the cluster decides",
    "clusters:near": "declares a neighbour, once",
    "clusters:confirm": "says of today that it goes on; the row lock decides",
    "clusters:end": "ends once; its row lock decides",
    "clusters:schedule-council": "adds a council; the row lock decides",
    "clusters:share-agree": "agrees once; its row lock decides",
    "clusters:share-offer": "adds a part; the row lock of the post decides",
    "transfers:devolution-end": "ends once; its row lock decides",
    "transfers:send-back": "sends back once; its row lock decides",
    "transfers:step": "takes a step of the workflow",
    "partnerships:decide": "decides once; its row lock decides",
    "partnerships:parties": "adds a party",
    "partnerships:risk-add": "adds a risk",
    "partnerships:renew": "adds a renewal after the last day that is stored; the row lock decides",
    "accounts:save-view": "names a list",
    "councils:group": "keeps which parish was meant for the page that asks",
}
OF_THE_SESSION = {"accounts:switch", "accounts:ask-details"}  # a choice or a draft, no record
PAGES = {route.name: route.view for route in routes() if route.view}
FORMS = {name: view for name, view in PAGES.items() if issubclass(view, FormPage)}


def about_a_record(route):
    return "<" in route.pattern and route.view and issubclass(route.view, FormPage)


def edits():
    """One case of the matrix for each page that edits or confirms what is stored."""
    found = {c.route: c for c in CASES if issubclass(PAGES.get(c.route) or object, EditPage | ConfirmPage)}
    return [pytest.param(case, id=route) for route, case in sorted(found.items()) if case.data and case.writes]


def test_every_form_about_a_record_edits_knowingly():
    """A new form is an EditPage, or is listed above with what it does instead."""
    forms = {route.name for route in routes() if about_a_record(route) and not issubclass(route.view, EditPage)}
    assert forms == set(EDIT_NOTHING)


def test_every_form_filled_with_what_is_stored_edits_knowingly():
    """Whoever gives a form `initial` values of a record must compare them when it comes back."""
    filled = []
    for path, tree in modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef) and "initial" in ast.unparse(node) and path.parent.name == "views":
                filled.append((node.name, named(path)))
    by_name = {view.__name__: (name, view) for name, view in FORMS.items()}
    careless = [
        where
        for where in filled
        if where[0] in by_name
        and not issubclass(by_name[where[0]][1], EditPage)
        and by_name[where[0]][0]
        not in {
            *EDIT_NOTHING,
            "accounts:switch",
            "accounts:ask-details",
            "accounts:complain",
            "mfa_add_webauthn",
        }  # no record is shown
    ]
    assert careless == []


def test_every_edit_hands_its_action_what_the_person_saw():
    """`seen=` is in the call of the action, in the page itself."""
    careless = []
    for view in {view for view in PAGES.values() if issubclass(view, EditPage | ConfirmPage)}:
        tree = ast.parse(Path(ast_file(view)).read_text(encoding="utf-8"))
        [source] = [n for n in tree.body if isinstance(n, ast.ClassDef) and n.name == view.__name__]
        calls = [node for node in ast.walk(source) if isinstance(node, ast.Call)]
        if not any(keyword.arg == "seen" for call in calls for keyword in call.keywords):
            careless.append(view.__name__)
    assert careless == []


def ast_file(view):
    return next(path for path, _ in modules() if named(path) == f"{view.__module__.replace('.', '/')}.py")


@pytest.mark.parametrize("case", edits())
def test_whoever_saves_second_changes_nothing_and_is_told(world, case):
    """The page was opened when other answers were stored; whoever may save is refused, whatever they typed."""
    role = first_of(case.doers)
    client = Client()
    client.cookies = SimpleCookie(world.clients[role].cookies)
    if case.before:
        session = client.session
        case.before(world, role, session)
        session.save()
    url = reverse(case.route, kwargs=case.args(world, role))
    assert opened(client, url), "the form does not say what it was filled with"
    page = client.get(url).context_data["view"]
    page.request.user = world.people[role]
    before_them = {name: "another answer" for name in page.stored()}
    before = written()
    response = client.post(url, {**case.data(world, role), FIELD: token(url, before_them)})
    assert changed_since(before) == set()
    assert response.status_code in (200, 409)
    text = response.content.decode()
    assert "hanged" in text
    assert 'name="seen"' in text
