"""Drafting: an agreement's text until it is sent."""

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from charters.models import Agreement, AgreementVersion, Party, Section, Side, VersionStatus
from charters.outlines import OUTLINES
from core.audit import record
from core.exceptions import Refused
from core.policies import require


def named(version):
    """The words by which a sentence of the timeline names a version."""
    return {"title": version.agreement.title, "number": version.number}


def locked(version):
    """The version's row, locked until the transaction ends; refused once it is frozen."""
    fresh = AgreementVersion.objects.select_for_update(of=("self",)).select_related("agreement").get(pk=version.pk)
    if fresh.status != VersionStatus.DRAFT:
        raise Refused(_("This version has been sent and can no longer be changed. Start a new version instead."))
    return fresh


@transaction.atomic
def start_agreement(*, kind, title, convener, by):
    """A new agreement whose first draft holds the outline's sections with their starter text."""
    draft = Agreement(kind=kind, title=title, convener=convener, created_by=by)
    require(by, "charters.start", draft)
    draft.save()
    Party.objects.create(agreement=draft, council=convener, side=Side.PRINCIPAL, is_convener=True)
    version = AgreementVersion.objects.create(agreement=draft, number=1, title=title)
    Section.objects.bulk_create(
        Section(version=version, key=s.key, heading=str(s.heading), body=str(s.starter), position=10 * i)
        for i, s in enumerate(OUTLINES[kind], start=1)
    )
    record(
        "charters.started",
        draft,
        _("“%(title)s”: draft started") % {"title": title},
        by=by,
        acting_for=convener,
        restricted=True,
    )
    return draft


@transaction.atomic
def edit_details(*, version, title, summary, review_on, what_changed="", by):
    """Title, summary and review date of a draft."""
    version = locked(version)
    require(by, "charters.edit", version)
    version.title, version.summary = title, summary
    version.review_on, version.what_changed = review_on, what_changed
    version.save(update_fields=["title", "summary", "review_on", "what_changed"])
    if version.number == 1:  # later drafts leave the title that councils know until they are sent
        Agreement.objects.filter(pk=version.agreement_id).update(title=title)
    _edited(version, _("Title, summary and review date edited"), by)
    return version


@transaction.atomic
def edit_section(*, section, heading, body, by):
    """The text of one section of a draft."""
    version = locked(section.version)
    require(by, "charters.edit", version)
    section.heading, section.body = heading, body
    section.save(update_fields=["heading", "body"])
    _edited(version, _("Section “%(heading)s” edited") % {"heading": heading}, by)
    return section


@transaction.atomic
def add_section(*, version, heading, body, by):
    """A heading of the officer's own, after the others."""
    version = locked(version)
    require(by, "charters.edit", version)
    last = version.sections.aggregate(last=Max("position"))["last"] or 0
    section = version.sections.create(key=f"own-{last + 10}", heading=heading, body=body, position=last + 10)
    _edited(version, _("Section “%(heading)s” added") % {"heading": heading}, by)
    return section


@transaction.atomic
def remove_section(*, section, by):
    """Take a heading of the officer's own out again; the outline's required sections stay."""
    version = locked(section.version)
    require(by, "charters.edit", version)
    if any(o.key == section.key and o.required for o in OUTLINES[version.agreement.kind]):
        raise Refused(_("This section is part of every charter and cannot be removed"))
    _edited(version, _("Section “%(heading)s” removed") % {"heading": section.heading}, by)
    section.delete()


@transaction.atomic
def add_commitment(*, version, by, **fields):
    """A commitment, offer or ask in a draft; fields are those of the model."""
    version = locked(version)
    require(by, "charters.edit", version)
    last = version.commitments.aggregate(last=Max("position"))["last"] or 0
    commitment = version.commitments.create(position=last + 10, **fields)
    _edited(version, _("%(kind)s added") % {"kind": commitment.get_kind_display()}, by)
    return commitment


@transaction.atomic
def edit_commitment(*, commitment, by, **fields):
    """Change a commitment, offer or ask in a draft."""
    version = locked(commitment.version)
    require(by, "charters.edit", version)
    for name, value in fields.items():
        setattr(commitment, name, value)
    commitment.save()
    _edited(version, _("%(kind)s edited") % {"kind": commitment.get_kind_display()}, by)
    return commitment


@transaction.atomic
def remove_commitment(*, commitment, by):
    """Take a commitment, offer or ask out of a draft."""
    version = locked(commitment.version)
    require(by, "charters.edit", version)
    _edited(version, _("%(kind)s removed") % {"kind": commitment.get_kind_display()}, by)
    commitment.delete()


def _edited(version, sentence, by):
    record(
        "charters.edited",
        version.agreement,
        sentence,
        by=by,
        acting_for=version.agreement.convener,
        restricted=True,
    )


@transaction.atomic
def start_new_version(*, agreement, by):
    """A draft that begins as the newest sent text; what is in force stays in force meanwhile."""
    agreement = Agreement.objects.select_for_update(of=("self",)).get(pk=agreement.pk)
    require(by, "charters.edit", agreement)
    if agreement.under_way:
        raise Refused(_("A version is already under way"))
    last = agreement.numbered[0]
    version = AgreementVersion.objects.create(
        agreement=agreement, number=last.number + 1, title=last.title, summary=last.summary
    )
    for part in (*last.sections.all(), *last.commitments.all()):
        part.pk, part.version = None, version
        part._state.adding = True
        part.save()
    _edited(version, _("Draft of version %(number)s started") % {"number": version.number}, by)
    return version
