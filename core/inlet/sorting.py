"""What kind of e-mail came back: by the standards first (RFC 3464, 5965, 3834), then by what servers really write."""

import logging
import re
from dataclasses import dataclass

from flufl.bounce import all_failures

from core.inlet import marks
from core.inlet.letters import readable
from core.models import IncomingEmail
from core.text import without_controls

logger = logging.getLogger(__name__)
Sort = IncomingEmail.Sort

# Called permanent by servers, but the address exists: mailbox full, too large, refused as spam, gave up after days.
PASSING = re.compile(r"^(4\.|5\.2\.[23]|5\.3\.|5\.4\.[^4]|5\.6\.|5\.7\.)")
PASSING_WORDS = re.compile(
    r"over quota|quota exceeded|mailbox (is )?full|insufficient (system )?storage|message size|"
    r"too large|relay|greylist|spam",
    re.IGNORECASE,
)
STATUS = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
AWAY = re.compile(
    r"^\W*(auto(matic|mated)?[ -]?(reply|response|answer)|out of (the )?office|away from|on (annual )?leave|"
    r"vacation|ymateb awtomatig|allan o'r swyddfa)",
    re.IGNORECASE,
)
NOT_A_COMPLAINT = {"auth-failure", "not-spam", "virus"}


@dataclass(frozen=True)
class Verdict:
    """The sort of a letter, and for failures what the other server said."""

    sort: str
    evidence: str = ""


def sort(letter):
    """The verdict on a letter, before anyone asks which e-mail of ours it is about."""
    if marks.marked(letter.header("Message-ID")):
        return Verdict(Sort.LOOP)
    if _is_report(letter, "feedback-report"):
        return _complaint(letter)
    return _failure(letter) or Verdict(Sort.AUTOMATIC if _is_automatic(letter) else Sort.LETTER)


def _is_report(letter, kind):
    message = letter.message
    return message.get_content_type() == "multipart/report" and str(message.get_param("report-type")).lower() == kind


def _complaint(letter):
    """RFC 5965: the reader pressed "this is spam", or a mailbox provider said so for them."""
    fields = next((_fields(p) for p in letter.message.walk() if p.get_content_type() == "message/feedback-report"), {})
    kind = fields.get("feedback-type", "abuse").lower()
    if kind in NOT_A_COMPLAINT:
        return Verdict(Sort.AUTOMATIC, kind)
    return Verdict(Sort.COMPLAINT, " ".join(filter(None, [kind, fields.get("user-agent", "")]))[:300])


def _fields(part):
    """The fields of a report part; the parser may have made messages of them or left them as text."""
    content = part.get_payload()
    blocks = content if isinstance(content, list) else [part]
    found = {name.lower(): readable(value) for block in blocks for name, value in block.items()}
    if not isinstance(content, list):
        lines = re.findall(r"^([\w-]+):[ \t]*(.+)$", str(content), re.MULTILINE)
        found |= {name.lower(): without_controls(value.strip()) for name, value in lines}
    return found


def _failure(letter):
    """A bounce or a delay, or None. A report of success is an automatic answer."""
    report = next((_fields(p) for p in letter.message.walk() if p.get_content_type() == "message/delivery-status"), {})
    if report.get("action", "").lower() in ("delivered", "relayed", "expanded"):
        return Verdict(Sort.AUTOMATIC, report["action"].lower())
    temporary, permanent = _failures(letter)
    if not temporary and not permanent:
        return None
    words = _words(report, letter)
    return Verdict(Sort.HARD if permanent and not is_passing(words) else Sort.SOFT, words)


def is_passing(words):
    """True if what a server calls a failure does not mean that the address is wrong."""
    status = STATUS.search(words)
    return bool(status and PASSING.match(status.group(1))) or bool(PASSING_WORDS.search(words))


def _failures(letter):
    try:
        return all_failures(letter.message)
    except Exception:  # written for honest mail servers: a malformed report is no bounce
        logger.warning("A report could not be read as a bounce", exc_info=True)
        return frozenset(), frozenset()


def _words(report, letter):
    """What the other server said: its code and its sentence."""
    told = [report.get("status", ""), report.get("diagnostic-code", "")]
    if not any(told):
        line = re.search(r"^.*\b[45]\d\d[ -].*$", letter.text, re.MULTILINE)
        told = [line.group(0) if line else letter.subject]
    return " ".join(" ".join(told).split())[:500] or "no reason given"


def _is_automatic(letter):
    """RFC 3834, and what programs write that do not know it."""
    submitted = letter.header("Auto-Submitted").lower()
    if submitted and not submitted.startswith("no"):
        return True
    if any(letter.message.get(name) for name in ("X-Autoreply", "X-Autorespond", "X-Autoresponse", "X-Vacation")):
        return True
    if letter.header("Precedence").lower() in ("bulk", "junk", "list", "auto_reply"):
        return True
    if letter.header("Return-Path").strip() == "<>":
        return True
    return bool(AWAY.match(letter.subject))
