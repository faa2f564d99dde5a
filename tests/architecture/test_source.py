"""Rules of the house that a reviewer would otherwise have to remember."""

import ast
import re

from tests.architecture.source import LAYERS, ROOT, modules, named

MOST_LINES = 400
MOST_FUNCTION_LINES = 50
MOST_TEMPLATE_LINES = 120
MOST_TEST_LINES = 500


def _calls(tree, *names):
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in names:
            yield node


def test_every_row_lock_says_which_table():
    """`select_for_update` with a join locks every joined table unless it says `of=`."""
    vague = [
        f"{named(path)}:{call.lineno}"
        for path, tree in modules()
        for call in _calls(tree, "select_for_update")
        if not any(k.arg == "of" for k in call.keywords)
    ]
    assert vague == []


def test_tasks_are_queued_only_after_commit():
    """A task queued inside a transaction may run before its row is there."""
    early = []
    for path, tree in modules():
        lambdas = [n for n in ast.walk(tree) if isinstance(n, ast.Lambda)]
        inside = {id(call) for node in lambdas for call in _calls(node, "delay", "apply_async")}
        early += [f"{named(path)}:{c.lineno}" for c in _calls(tree, "delay", "apply_async") if id(c) not in inside]
    assert early == []


def test_no_signal_carries_a_business_step():
    wired = [
        f"{named(path)}:{node.lineno}"
        for path, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module in ("django.db.models.signals", "django.dispatch")
    ]
    assert wired == []


def test_views_and_forms_read_through_named_scopes():
    """In views and forms a queryset starts with a scope or a key, never with everything there is."""
    unscoped = []
    scopes = r"visible_to|filter\(|none\(|local\(|current\(|principals_beside|about|published|waiting|search"
    for path, _ in modules():
        if path.stem in ("views", "forms") or path.parent.name == "views":
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
                match = re.search(r"\.objects\.(\w+\(?)", line)
                if match and not re.match(scopes, match.group(1)):
                    unscoped.append(f"{named(path)}:{number} {match.group(0)}")
    assert unscoped == []


def test_status_is_written_only_by_a_workflow_or_the_outbox():
    written = [
        f"{named(path)}:{node.lineno}"
        for path, tree in modules("charters")
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        and any(getattr(t, "attr", "") == "status" for target in node.targets for t in ast.walk(target))
    ]
    assert written == []


def test_files_and_functions_stay_small_enough_to_read():
    long = []
    for path, tree in modules():
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > MOST_LINES:
            long.append(f"{named(path)} has {lines} lines")
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno >= MOST_FUNCTION_LINES:
                long.append(f"{named(path)}:{node.lineno} {node.name}")
    assert long == []


def test_templates_and_test_files_stay_small():
    long = [
        named(path)
        for folder, most in (("templates", MOST_TEMPLATE_LINES), ("tests", MOST_TEST_LINES))
        for path in (ROOT / folder).rglob("*")
        if path.suffix in (".html", ".txt", ".py")
        and "vendor" not in path.parts
        and len(path.read_text(encoding="utf-8").splitlines()) > most
    ]
    assert long == []


def test_every_template_is_used():
    texts = [path.read_text(encoding="utf-8") for path, _ in modules()]
    texts += [path.read_text(encoding="utf-8") for path in (ROOT / "templates").rglob("*.*")]
    everything = "\n".join(texts)
    by_convention = re.compile(r"^(govuk|account|mfa|core)/|^\d{3}|^components/|^emails/")
    unused = []
    for path in (ROOT / "templates").rglob("*.html"):
        name = str(path.relative_to(ROOT / "templates"))
        if not by_convention.match(name) and name not in everything and f"{path.stem}.html" not in everything:
            unused.append(name)
    assert unused == []


def test_public_names_have_docstrings():
    """A module, and every public function or class of actions, policies and querysets, says its rule."""
    silent = [
        named(path)
        for path, tree in modules()
        if path.stat().st_size and path.stem != "apps" and not ast.get_docstring(tree)
    ]
    for path, tree in modules():
        if path.stem in ("actions", "policies") or path.parent.name == "actions":
            silent += [
                f"{named(path)}:{node.name}"
                for node in tree.body
                if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and not ast.get_docstring(node)
            ]
    assert silent == []


def test_layers_are_the_folders():
    apps = {path.parent.name for path in ROOT.glob("*/apps.py")}
    assert apps <= set(LAYERS)
