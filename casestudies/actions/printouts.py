"""Asking for a file: booklets and letters by anyone, results by the council. The worker makes it."""

import hashlib
import json
import secrets

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from casestudies import tasks
from casestudies.edits import Kind, edited
from casestudies.models import CaseStudy, Printout
from casestudies.printing import printed_study, result_key
from core.exceptions import Refused
from core.policies import require

MOST_STUDIES = 100


@transaction.atomic
def ask_for_booklet(*, slugs, title, by):
    """The printout of these published studies as they read today; made once for the same words."""
    require(by, "casestudies.read")
    if len(set(slugs)) > MOST_STUDIES:
        raise Refused(too_many(len(set(slugs))))
    studies = CaseStudy.objects.published().filter(slug__in=slugs).whole().in_order()
    printed = [printed_study(study) for study in edited(Kind.STUDY, studies)]
    wanted = {"title": title, "studies": [study.slug for study in printed]}
    name = printed[0].slug if len(printed) == 1 else slugify(title) or "case-studies"
    return _ask(Printout.Kind.BOOKLET, fingerprint(wanted, printed), wanted, f"{name[:80]}.pdf")


def too_many(count):
    """Why there is no booklet of so many."""
    words = _("A booklet takes at most %(most)s case studies, and you chose %(count)s. Go back and take some out.")
    return words % {"most": MOST_STUDIES, "count": count}


@transaction.atomic
def ask_for_result(*, run, by):
    """The printout of a finished run."""
    require(by, "casestudies.see_checklists", run.council)
    return _ask(Printout.Kind.RESULT, result_key(run), {"run": run.pk}, f"checklist-{run.chapter.code.lower()}.pdf")


def _ask(kind, key, wanted, filename):
    printout, is_new = Printout.objects.get_or_create(
        key=key, defaults={"kind": kind, "wanted": wanted, "filename": filename}
    )
    if not is_new:
        Printout.objects.filter(pk=printout.pk).update(asked_on=timezone.now())
    if not printout.is_ready:
        pk = printout.pk
        transaction.on_commit(lambda: tasks.make_printout.delay(pk), robust=True)
    return printout


def fingerprint(*facts):
    """SHA-256 of whatever is printed: other words, another file."""
    return hashlib.sha256(json.dumps(facts, default=repr, ensure_ascii=False).encode()).hexdigest()


@transaction.atomic
def write_letter(*, slug, letter, typed, by):
    """Keep the words of a letter for a day, under an address nobody can guess, and have it printed."""
    require(by, "casestudies.read")
    key = f"letter-{secrets.token_urlsafe(24)}"
    filename = f"{slugify(letter['title'])[:80] or 'letter'}.pdf"
    return _ask(Printout.Kind.LETTER, key, {"slug": slug, "letter": letter, "typed": typed}, filename)
