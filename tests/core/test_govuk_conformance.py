"""Our macros draw what govuk-frontend itself draws: its own examples, one by one.

`govuk_fixtures.json.gz` is name, options and HTML of every example in the npm package
govuk-frontend 6.3.0 (dist/govuk/components/*/fixtures.json), MIT, Crown Copyright.
"""

import gzip
import json
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, NavigableString

from core.jinja import govuk_macros

FIXTURES = json.loads(gzip.decompress((Path(__file__).parent / "govuk_fixtures.json.gz").read_bytes()))
MACROS = govuk_macros()
EXPECTED = 657  # a new version of govuk-frontend brings new examples, and this number with them


def macro_name(component):
    return "govuk" + "".join(word.capitalize() for word in component.split("-"))


def normalised(html):
    """The tree as a browser sees it: attributes in order, white space between words only."""
    return _node(BeautifulSoup(html, "html.parser"))


def _node(tag):
    children = []
    for child in tag.children:
        if isinstance(child, NavigableString):
            if words := " ".join(child.split()):
                children.append(words)
        else:
            children.append(_node(child))
    attributes = {k: " ".join(v) if isinstance(v, list) else " ".join(v.split()) for k, v in tag.attrs.items()}
    return (tag.name, tuple(sorted(attributes.items())), tuple(children))


def test_every_example_is_here():
    assert sum(len(examples) for examples in FIXTURES.values()) == EXPECTED


@pytest.mark.parametrize("component", sorted(FIXTURES))
def test_component_matches_its_examples(component):
    macro = MACROS[macro_name(component)]
    wrong = [
        example["name"]
        for example in FIXTURES[component]
        if normalised(macro(example["options"])) != normalised(example["html"])
    ]
    assert wrong == []
