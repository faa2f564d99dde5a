"""The small text format people write charters in: paragraphs, lists, bold and italic, nothing else."""

import re

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

TAGS = {"p", "br", "ul", "ol", "li", "strong", "em"}
ATTRIBUTES = {"ol": {"start"}}

# C0 and C1 controls, lone surrogates and non-characters break PDF and XML; the bidirectional
# embeddings, overrides and isolates can make a line read otherwise than what was hashed and signed.
CONTROLS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufeff\ufffe\uffff\ud800-\udfff]"
)

HALVES = re.compile("[\ud800-\udfff]")

# A single line break stays one: people press Enter to start a line, not to please a parser.
FORMAT = MarkdownIt("zero", {"breaks": True}).enable(["list", "newline", "emphasis", "balance_pairs"])


def without_controls(text):
    """The text without the characters no reader can see and no document may hold."""
    return CONTROLS.sub("", text)


def to_html(text):
    """Typed text as HTML of seven harmless tags; everything else in it is shown as it was typed."""
    html = FORMAT.render(without_controls(text or ""))
    html = nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, link_rel=None)
    return Markup(without_controls(html))  # noqa: S704 - nh3 has just left seven tags and one attribute


def to_plain(text):
    """Typed text without its marks, one line per paragraph or list item: for mail and search."""
    lines, depth, prefixes = [], [], []
    for token in FORMAT.parse(without_controls(text or "")):
        if token.type in {"bullet_list_open", "ordered_list_open"}:
            depth.append(token.type)
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            depth.pop()
        elif token.type == "list_item_open":
            prefixes = ["•" if depth[-1].startswith("bullet") else f"{token.info}."]
        elif token.type == "inline":
            indent = "  " * max(len(depth) - 1, 0)
            lines.append(indent + " ".join([*prefixes, _words(token)]))
            prefixes = []
    return "\n".join(lines)


def _words(inline):
    """The words of one paragraph, its line breaks kept."""
    breaks = {"softbreak": "\n", "hardbreak": "\n"}
    return "".join(breaks.get(child.type, child.content) for child in inline.children).strip()
