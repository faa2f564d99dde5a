"""The words of a case study that parties approve, in one fixed form."""

import hashlib
import json

WORDS = ("title", "did", "structure", "money", "outcome", "lesson", "credit")


def hash_of(study):
    """SHA-256 over the words and the parties: another word or another council needs a new approval."""
    parties = [[party.label, party.role] for party in study.parties.all()]
    facts = [[getattr(study, name) for name in WORDS], parties]
    return hashlib.sha256(json.dumps(facts, ensure_ascii=False).encode()).hexdigest()


def text_of(study):
    """What a page says that it showed, for those who are to approve exactly that."""
    return {"text": hash_of(study)}
