"""An agreement that an app above has written: its first draft from what that app knows, its schedules put in anew.

Text is passed down and nobody is called back: an agreement knows no subject.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from charters.actions.drafting import add_section, edit_details, edit_section, start_agreement
from core.exceptions import Refused

LONGEST_SUMMARY = 800


@transaction.atomic
def begin_written(*, kind, title, convener, details, known, schedules=(), by):
    """The first draft: `known` {section key: text} stands before the usual wording, `schedules` are [(heading, text)].

    `details` are those of `edit_details`, without the title; a summary that is too long is cut.
    """
    agreement = start_agreement(kind=kind, title=title, convener=convener, by=by)
    version = agreement.versions.get()
    summary = details["summary"][:LONGEST_SUMMARY]
    edit_details(version=version, title=title, **{**details, "summary": summary}, by=by)
    for section in version.sections.all():
        if known.get(section.key, "").strip():
            body = f"{known[section.key].strip()}\n\n{section.body}".strip()
            edit_section(section=section, heading=section.heading, body=body, by=by)
    for heading, body in schedules:
        if body:
            add_section(version=version, heading=heading, body=body, by=by)
    return agreement


@transaction.atomic
def put_schedules(*, agreement, schedules, empty, by):
    """[(heading, text)] into the draft of an agreement, each instead of what stood under that heading before.

    Refused without a draft, and with the words of `empty` where there is nothing to put in.
    """
    version = agreement and agreement.versions.filter(status="draft").first()
    if version is None:
        raise Refused(_("Its agreement has no draft. Start a new version first."))
    if not schedules:
        raise Refused(empty)
    there = {section.heading: section for section in version.sections.all()}
    for heading, body in schedules:
        if heading in there and there[heading].body != body:
            edit_section(section=there[heading], heading=heading, body=body, by=by)
        elif heading not in there:
            add_section(version=version, heading=heading, body=body, by=by)
    return version
