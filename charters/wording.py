"""The canonical text of a version: what is frozen, hashed, signed and printed, from one source."""

import hashlib
import unicodedata

# Raise when canonical() changes: old hashes stay those of the old format. 2: owners, targets, terms; 3: one-way
FORMAT = 3
COUNTED = (2, 3)  # formats whose texts canonical() still makes

ONE_WAY = "One way: signed by the convener alone, told to the others"
TERMS = (("lasts_months", "Term"), ("notice_months", "Notice"))  # texts without them name neither


def clean(text):
    """Unicode NFC, line ends as \\n, no trailing blanks: the same words always give the same bytes."""
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()


def content_of(version):
    """A version's text as plain data, for JSON."""
    agreement = version.agreement
    agreed = {c.grew_from for c in version.commitments.all()}
    return {
        "format": FORMAT,
        "reference": agreement.reference,
        "kind": agreement.kind,
        "one_way": agreement.one_way,
        "title": clean(version.title),
        "convener": agreement.convener.full_name,
        "number": version.number,
        "summary": clean(version.summary),
        "review_on": version.review_on.isoformat() if version.review_on else None,
        "lasts_months": version.lasts_months,
        "notice_months": version.notice_months,
        "sections": [
            {"key": s.key, "heading": clean(s.heading), "body": clean(s.body)}
            for s in version.sections.all()
            if s.body.strip()
        ],
        "commitments": [
            {
                "kind": c.kind,
                "owner_side": c.owner_side,
                "owner": c.owner.full_name if c.owner else "",
                "text": clean(c.text),
                "measure": clean(c.measure),
                "target": clean(c.target),
                "due_on": c.due_on.isoformat() if c.due_on else None,
                **({"agreed": True} if c.key in agreed else {}),
            }
            for c in version.commitments.all()
        ],
    }


def canonical(content):
    """The text in one fixed form. Parties are not part of it: they join by signing it."""
    lines = [
        f"Common Ground agreement, text format {content['format']}",
        f"Reference: {content['reference']}",
        f"Kind: {content['kind']}",
        *([ONE_WAY] if content.get("one_way") else []),
        f"Title: {content['title']}",
        f"Convened by: {content['convener']}",
        f"Version: {content['number']}",
        f"Review on: {content['review_on'] or 'not set'}",
        *(f"{words}: {content[name]} months" for name, words in TERMS if content.get(name)),
        "",
        content["summary"],
    ]
    for section in content["sections"]:
        lines += ["", f"# {section['heading']}", section["body"]]
    for item in content["commitments"]:
        due = item["due_on"] or "no date"
        lines += ["", f"* [{item['kind']} / {item['owner_side']} / {due}] {item['text']}"]
        for name, words in (("owner", "By"), ("measure", "Measure"), ("target", "Target")):
            if item.get(name):  # texts of format 1 name neither owner nor target
                lines.append(f"  {words}: {item[name]}")
    return "\n".join(lines) + "\n"


def text_hash(text):
    """SHA-256 of the canonical text in UTF-8, as hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def frozen(version):
    """Content, canonical text and hash, as the fields of the version."""
    fixed = content_of(version)
    text = canonical(fixed)
    return {"content": fixed, "canonical_text": text, "text_hash": text_hash(text)}


def content(version):
    """The frozen content, or what would be frozen now."""
    return version.content if version.is_frozen else content_of(version)
