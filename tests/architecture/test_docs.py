"""What the documents name exists."""

import re

import pytest

from tests.architecture.source import LAYERS, ROOT

DOCS = [ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")]
PATH = re.compile(r"`([\w./-]+/[\w./-]*|[\w-]+\.(?:py|md|toml|yaml|csv|html))`")


@pytest.mark.parametrize("doc", [d for d in DOCS if d.exists()], ids=lambda d: d.name)
def test_every_path_named_exists(doc):
    missing = [
        name
        for name in PATH.findall(doc.read_text(encoding="utf-8"))
        if not (ROOT / name).exists() and not (doc.parent / name).exists() and not name.startswith("/")
    ]
    assert missing == []


def test_architecture_lists_the_layers_in_order():
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    assert " → ".join(layer for layer in LAYERS if layer != "demo") in text
