"""A list of role mailboxes as an officer keeps it in a spreadsheet, read with patience."""

import csv
import io
import re

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from core.exceptions import Refused
from core.roles import LOCAL_ROLES, Role
from councils.models import Council, CouncilType
from councils.search import BETWEEN_NAMES, normalise, without_council_words

MAX_ROWS = 1000
MAX_BYTES = 1024 * 1024
HEADERS = {
    "council": {
        "council",
        "council name",
        "local council",
        "parish",
        "parish council",
        "town",
        "organisation",
    },
    "address": {"address", "e mail", "email", "e mail address", "email address", "mailbox", "role mailbox"},
    "name": {"name", "full name", "contact", "contact name", "clerk", "clerk name", "person"},
    "role": {"role", "position", "job title", "title"},
}
ROLE_WORDS = {"clerk and rfo": Role.CLERK, "parish clerk": Role.CLERK, "town clerk": Role.CLERK,
              "deputy clerk": Role.CLERK, "locum clerk": Role.CLERK, "cllr": Role.COUNCILLOR,
              "member": Role.COUNCILLOR}  # fmt: skip
ABBREVIATIONS = re.compile(r" (pc|tc|cc|pm)$")  # Olney TC
PERSONAL_DOMAINS = {
    "aol.com", "aol.co.uk", "btinternet.com", "gmail.com", "googlemail.com", "hotmail.com", "hotmail.co.uk",
    "icloud.com", "live.co.uk", "live.com", "me.com", "msn.com", "ntlworld.com", "outlook.com", "proton.me",
    "protonmail.com", "sky.com", "talktalk.net", "tiscali.co.uk", "virginmedia.com", "yahoo.co.uk", "yahoo.com",
}  # fmt: skip


def is_personal(address):
    """True for mailboxes of the big providers: they belong to a person and leave with them."""
    return address.rpartition("@")[2].lower() in PERSONAL_DOMAINS


def decode(content):
    """Text of the file: UTF-8 with or without mark, UTF-16 from a spreadsheet, or old Windows."""
    encodings = ("utf-16",) if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252", "latin-1")
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused(_("The file could not be read. Save it as CSV (UTF-8) and try again."), field="file")


def _dialect(text):
    first = text.lstrip("\r\n").split("\n", 1)[0]
    return max(",;\t", key=first.count)


def read_list(content):
    """Rows of the file as dicts with line, council, address, name and role; Refused if it is no such list."""
    if len(content) > MAX_BYTES:
        raise Refused(_("The file is larger than 1 MB."), field="file")
    text = decode(content)
    if "\x00" in text:
        raise Refused(_("This is not a CSV file. In your spreadsheet choose “Save as”, then “CSV”."), field="file")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_dialect(text))
    try:
        lines = [(reader.line_num, [cell.strip() for cell in cells]) for cells in reader]
    except csv.Error as error:
        raise Refused(
            _("Line %(line)s of the file could not be read.") % {"line": reader.line_num}, field="file"
        ) from error
    return _rows([(number, cells) for number, cells in lines if any(cells)])


def _rows(lines):
    if not lines:
        raise Refused(_("The file is empty."), field="file")
    columns = _columns(lines[0][1])
    if len(lines) - 1 > MAX_ROWS:
        raise Refused(_("The file has more than %(most)s rows.") % {"most": MAX_ROWS}, field="file")
    if len(lines) == 1:
        raise Refused(_("The file has a heading and no rows."), field="file")
    return [
        {"line": number, **{key: cells[at] if at < len(cells) else "" for key, at in columns.items()}}
        for number, cells in lines[1:]
    ]


def _columns(heading):
    """Which column holds what, by the names people give them; the first that fits counts."""
    words = [normalise(cell) for cell in heading]
    found = {key: next((at for at, word in enumerate(words) if word in names), None)
             for key, names in HEADERS.items()}  # fmt: skip
    missing = [key for key in ("council", "address") if found[key] is None]
    if missing:
        raise Refused(_("The first line of the file must name the columns “council” and “address”."), field="file")
    # an absent optional column points behind the last cell of any row
    return {key: len(heading) + MAX_BYTES if at is None else at for key, at in found.items()}


def role_named(text):
    """The role a cell means; an empty cell is the clerk; None if it means no role of a local council."""
    words = normalise(text)
    if not words:
        return Role.CLERK
    by_word = {normalise(str(role.label)): role for role in LOCAL_ROLES} | ROLE_WORDS
    return by_word.get(words)


def valid_address(text):
    """The address in lower case, or None."""
    address = text.strip().lower()
    try:
        validate_email(address)
    except ValidationError:
        return None
    return address if len(address) <= 254 else None


class CouncilNames:
    """Finds local councils of one principal by the names people write."""

    def __init__(self, principal):
        self.by_name = {}
        self.of_county = principal.type == CouncilType.COUNTY
        local = Council.objects.of_principal(principal).local().current()
        if self.of_county:
            local = local.with_parents()  # they decide who may invite
        for council in local.order_by("pk"):
            for name in self._names(council):
                self.by_name.setdefault(name, {})[council.pk] = council

    @staticmethod
    def _names(council):
        names = {normalise(council.full_name), normalise(council.label), council.slug.replace("-", " ")}
        return names | set(council.search_name.split(BETWEEN_NAMES)) - {""}

    def find(self, text):
        """Every council the text may mean: as written first, else without "Parish Council" or "PC"."""
        written = normalise(text)
        shorter = ABBREVIATIONS.sub("", without_council_words(written))
        return list((self.by_name.get(written) or self.by_name.get(shorter) or {}).values())
