"""Imports point one way; the list in docs/architecture.md is this list."""

import ast
import re

from tests.architecture.source import LAYERS, ROOT, modules, named

URL_NAME = re.compile(r"""(?:url|reverse|redirect)\(\s*["'](\w+):""")
# Written where a template or a setting needs a name from above: the portal's home is the root of the site.
ALLOWED_NAMES = {("accounts", "portal")}


def _imported(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.split(".")[0], node.lineno
        elif isinstance(node, ast.Import):
            yield from ((alias.name.split(".")[0], node.lineno) for alias in node.names)


def _is_upward(folder, target):
    if target not in LAYERS or target == folder:
        return False
    return LAYERS.index(target) < LAYERS.index(folder)


def test_imports_point_downhill():
    upward = [
        f"{named(path)}:{line} imports {target}"
        for path, tree in modules()
        for target, line in _imported(tree)
        if _is_upward(path.relative_to(ROOT).parts[0], target)
    ]
    assert upward == []


def test_string_foreign_keys_point_downhill():
    fields = {"ForeignKey", "OneToOneField", "ManyToManyField"}
    upward = []
    for path, tree in modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in fields and node.args:
                first = node.args[0]
                if isinstance(first, ast.Constant) and "." in str(first.value):
                    target = first.value.split(".")[0]
                    if _is_upward(path.relative_to(ROOT).parts[0], target):
                        upward.append(f"{named(path)}:{node.lineno} points to {first.value}")
    assert upward == []


def test_named_addresses_point_downhill():
    files = [path for path, _ in modules()] + [
        path for layer in LAYERS for path in (ROOT / "templates" / layer).rglob("*.*")
    ]
    upward = []
    for path in files:
        parts = path.relative_to(ROOT).parts
        folder = parts[1] if parts[0] == "templates" else parts[0]
        for target in URL_NAME.findall(path.read_text(encoding="utf-8")):
            if _is_upward(folder, target) and (folder, target) not in ALLOWED_NAMES:
                upward.append(f"{named(path)} names {target}:")
    assert upward == []


def test_no_import_inside_a_function_but_weasyprint():
    inside = []
    for path, tree in modules():
        for function in ast.walk(tree):
            if isinstance(function, ast.FunctionDef):
                for node in ast.walk(function):
                    if isinstance(node, ast.Import | ast.ImportFrom):
                        names = [getattr(node, "module", None) or node.names[0].name]
                        if not names[0].startswith("weasyprint"):
                            inside.append(f"{named(path)}:{node.lineno}")
    assert inside == []
