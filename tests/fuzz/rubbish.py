"""Strategies for what nobody should send: odd characters, far numbers and days, wrong types, wrong files."""

import io
import json
import os
import string
from zipfile import ZipFile

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

INPUTS = int(os.environ.get("FUZZ", "1000"))  # of each part; `make fuzz` tries five times as many
FUZZED = settings(
    max_examples=INPUTS,
    derandomize=True,  # the same inputs in every run: what CI finds can be found again
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.generate, Phase.shrink),
)

NULL = "\x00"
SURROGATE = "\ud800"
CHARACTERS = (
    "", " ", "\t\r\n", NULL, f"a{NULL}b", SURROGATE, "\udfff\ud83d", "\ufeff", "\ufffe\uffff", "\u202e\u2066abc\u2069",
    "\u200d\u200b\u00ad", "Z" + "\u0301" * 60, "🐝🏴󠁧󠁢󠁷󠁬󠁳󠁿", "\x1b[31m", "\x7f\x85\u2028", "\U0010ffff", "ǅ", "ﬀ", "İı", "ß",
)  # fmt: skip
CODE = (
    "<script>alert(1)</script>\"'>", "'; DROP TABLE councils_council; --", "{{ 7*7 }}{% include 'x' %}", "%s%n%(x)s",
    "%00", "../../../etc/passwd", "a\r\nSet-Cookie: x=1", "javascript:alert(1)", "//evil.example/", "=HYPERLINK(1)",
    "\\x41\\u0041", "a:* & | ! () <->", "''':*A", "\\", "*_[](){}", "${jndi:ldap://x}", "None", "true", "null", "[]",
)  # fmt: skip
NUMBERS = (
    "0", "-1", "-0", "00", "1e999", "NaN", "Infinity", "-inf", "9" * 18, "9" * 40, "9" * 4500, "2147483648",
    "9223372036854775808", "-9223372036854775809", "1.5", "1,000", "0x1F", "٣", "½", "²", "Ⅳ", "1_000", "1 000", "+5",
    "1e-400", "0." + "9" * 300, "£1", "--1",
)  # fmt: skip
DATES = (
    "31 February", "0000", "0001", "9999", "10000", "99999999", "30", "31", "13", "dec", "2026-02-30", "0000-00-00",
    "9999-12-31", "1900-02-29", "12/31/1999", "tomorrow",
)  # fmt: skip
ODD = CHARACTERS + CODE + NUMBERS + DATES
PIECES = (
    "x",
    "word ",
    "é",
    "🐝",
    "\n",
    "<b>",
    "\u202e",
    "1",
    "a.b@c.d,",
    "%",
    "(",
    "**",
    "- x\n",
    "  " * 20 + "- ",
    "'",
)

ANY_CHARACTER = st.characters(exclude_categories=())  # lone surrogates included
enormous = st.builds(lambda piece, times: piece * times, st.sampled_from(PIECES), st.sampled_from([50, 300, 3_000]))
huge = st.builds(lambda piece: piece * 60_000, st.sampled_from(PIECES))
words = st.one_of(
    st.sampled_from(ODD), st.sampled_from(ODD), st.sampled_from(ODD), st.text(ANY_CHARACTER, max_size=12), enormous
)
one_of_all = st.one_of(words, words, words, words, words, words, words, words, words, huge)
sendable = words.map(lambda text: text.encode("utf-8", "replace").decode())  # what can travel in an address
part_of_address = sendable.map(lambda text: text.replace("/", "").replace(NULL, "\x01")[:300] or "x")


def nested(deep):
    """Lists in lists, deeper than a parser likes."""
    return "[" * deep + "]" * deep


PNG = b"\x89PNG\r\n\x1a\n" + bytes(200)
PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"
GZIP = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff" + bytes(50)
ZIP = b"PK\x03\x04" + bytes(100)
FILES = (
    b"", b"\x00", b"\xff\xfe", b"\xff\xfea\x00\x00\xd8", b"\xef\xbb\xbf", PNG, PDF, GZIP, ZIP, b"a,b\n" * 2000,
    b'"' * 999, b'"a\n' * 500, b"\r" * 500, b"\xc3\x28", b"MZ" + bytes(64), b",;\t|\n" * 40, b"=1+1,@x\n",
    nested(3000).encode(), b"\n".join([b"Council,Address", b"Olney,clerk@olney.example"] * 3),
)  # fmt: skip
files = st.one_of(st.sampled_from(FILES), st.binary(max_size=200))
FILE_NAMES = ("", "list.csv", "list.xlsx", "x" * 300 + ".pdf", "a\r\nb.csv", "\u202efdp.exe", "CON", "=1+1.csv")

JSON = (
    nested(5_000), '{"a":' * 500 + "1" + "}" * 500, '{"to": 1}', '{"message": []}', '{"message_base64": "é"}', "[]",
    "NaN", '"\\ud800"', '{"message": "\\ud800"}', '{"to": ["\\u0000"], "message": "From: x"}', "", "{", "1" * 5000,
    json.dumps({"message": string.printable, "to": "a@b.c"}),
)  # fmt: skip
json_bodies = st.sampled_from(JSON).map(lambda text: text.encode("utf-8", "replace"))


def spoilt(sample):
    """A sample as bytes with a few pieces of it cut out, doubled, replaced or changed."""
    spot = st.integers(0, max(len(sample) - 1, 0))
    patch = st.one_of(st.binary(max_size=6), st.sampled_from([text.encode("utf-8", "replace")[:2000] for text in ODD]))
    return st.builds(_spoil, st.just(sample), st.lists(st.tuples(spot, st.integers(0, 40), patch), max_size=4))


def spoilt_book(sample, changes):
    """A spreadsheet with some of its parts changed inside: {name of the part: how}."""
    kept = io.BytesIO()
    with ZipFile(io.BytesIO(sample)) as before, ZipFile(kept, "w") as after:
        for name in before.namelist():
            after.writestr(name, changes.get(name, bytes)(before.read(name)))
    return kept.getvalue()


def _spoil(sample, changes):
    for at, length, patch in changes:
        sample = sample[:at] + patch + sample[at + length :]
    return sample
