"""Which parts of a version may be commented on, and what became of each comment: "you said, we changed"."""

from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext as _

from charters.differences import VersionDifference
from charters.models import SENT, AgreementVersion, Decision, SectionComment
from charters.wording import content

WHOLE, COMMITMENTS = "whole", "commitments"  # keys of what is no section of its own


def parts_of(version):
    """{key: heading} of everything a council may comment on, numbered as printed."""
    fixed = content(version)
    found = {s["key"]: f"{number}. {s['heading']}" for number, s in enumerate(fixed["sections"], start=1)}
    if fixed["commitments"]:
        found[COMMITMENTS] = _("Commitments, offers and asks")
    return found | {WHOLE: _("The text as a whole")}


def text_of_part(version, key):
    """What stands in that part; empty for the text as a whole and for commitments, which are read on their page."""
    return next((s["body"] for s in content(version)["sections"] if s["key"] == key), "")


@dataclass(frozen=True)
class Said:
    """One comment with what was decided, and the version in which that can be read."""

    comment: SectionComment
    later: AgreementVersion | None = None  # the first one sent after the comment
    touched: bool = False  # whether the section is different there

    @property
    def shows(self):
        """Whether a change followed that can be looked up."""
        return bool(self.later and self.touched and self.comment.decision in (Decision.ACCEPTED, Decision.IN_PART))


@dataclass(frozen=True)
class SaidInRound:
    """All comments on one version."""

    version: AgreementVersion
    said: tuple[Said, ...]

    @property
    def waiting(self):
        return sum(1 for each in self.said if not each.comment.decision)

    @property
    def sections(self):
        """(heading, comments) in the order of the text."""
        grouped = {}
        for each in self.said:
            grouped.setdefault(each.comment.heading, []).append(each)
        return tuple(grouped.items())


def rounds(person, agreement):
    """What the person may read of every round, the newest first."""
    comments = SectionComment.objects.visible_to(person).about(agreement).whole().newest_round_first()
    return said_in(agreement, list(comments))


def said_in(agreement, comments):
    """Comments of one agreement by version, each with the version that followed."""
    if not comments:
        return []
    versions = list(agreement.versions.prefetch_related("sections", "commitments").order_by("number"))
    by_pk = {version.pk: version for version in versions}
    found = []
    for pk in dict.fromkeys(each.response.version_id for each in comments):
        version = by_pk[pk]
        later = next((v for v in versions if v.number > version.number and v.status in SENT), None)
        changes = VersionDifference(version, later) if later else None
        places = {key: at for at, key in enumerate(parts_of(version))}
        mine = [each for each in comments if each.response.version_id == pk]
        mine.sort(key=lambda each: places.get(each.section_key, len(places)))
        said = tuple(Said(each, later, bool(changes) and changes.touched(_key(each))) for each in mine)
        found.append(SaidInRound(version, said))
    return found


def _key(comment):
    return "" if comment.section_key == WHOLE else comment.section_key


def before(version):
    """The version that came before and was sent, whatever became of it; None of the first."""
    earlier = version.agreement.versions.filter(number__lt=version.number).sent()
    return earlier.order_by("-number").first()


def told_with(version):
    """What the e-mail that brings a version says about the comments on the one before, as (words, number)."""
    earlier = before(version)
    if earlier is None:
        return ()
    counted = Counter(SectionComment.objects.filter(response__version=earlier).values_list("decision", flat=True))
    return tuple((str(decision.label), counted[decision.value]) for decision in Decision if counted[decision.value])
