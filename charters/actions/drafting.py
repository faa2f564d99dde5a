"""Drafting: an agreement's text until it is sent."""

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from charters.clauses import fitting
from charters.models import Agreement, AgreementVersion, Commitment, Kind, Party, Section, Side, VersionStatus
from charters.outlines import outline_of
from core.audit import last_change, record, told_who
from core.exceptions import Refused
from core.formatting import date_time
from core.locking import refuse_if_changed
from core.policies import require
from councils.models import Council


def named(version):
    """The words by which a sentence of the timeline names a version."""
    return {"title": version.agreement.title, "number": version.number}


def locked(version):
    """The version's row, locked until the transaction ends; refused once it is frozen."""
    fresh = AgreementVersion.objects.select_for_update(of=("self",)).select_related("agreement").get(pk=version.pk)
    if fresh.status != VersionStatus.DRAFT:
        raise Refused(_("This version has been sent and can no longer be changed. Start a new version instead."))
    return fresh


def still_there(parts, part):
    """The part as it is now; refused if someone else has removed it meanwhile."""
    found = parts.filter(pk=part.pk).first()
    if found is None:
        raise Refused(removed(part.version.agreement, part.audit_part) or _("This part is not there any more"))
    return found


def removed(agreement, audit_part):
    """The sentence for somebody who still has the page of a part that is gone."""
    event = last_change(agreement, [audit_part])
    if event is None:
        return ""  # there was none
    words = {"actor": event.actor, "when": date_time(event.at)}
    return _("%(actor)s removed this part on %(when)s") % words


def side_of(council):
    """On which side of an agreement a council stands."""
    return Side.PRINCIPAL if council.tier == Council.Tier.PRINCIPAL else Side.LOCAL


def values(record, *names):
    """These answers of a record, as forms show them."""
    return {name: getattr(record, name) for name in names}


def details_of(version):
    """What the form about title and summary shows; a first version has changed nothing."""
    changed = () if version.number == 1 else ("what_changed",)
    return values(version, "title", "summary", "review_on", "lasts_months", "notice_months", *changed)


def section_of(section):
    """What the form about a section shows."""
    return values(section, "heading", "body")


def commitment_of(commitment):
    """What the form about a commitment shows."""
    return values(commitment, "kind", "owner_side", "owner", "text", "measure", "target", "due_on")


@transaction.atomic
def start_agreement(*, kind, title, convener, one_way=False, by):
    """A new agreement whose first draft holds the outline's sections with their starter text.

    `one_way`: the convener promises and signs alone, local councils are told. Raises Refused unless it is a charter.
    """
    draft = Agreement(kind=kind, title=title, convener=convener, one_way=one_way, created_by=by)
    require(by, "charters.start", draft)
    if one_way and kind != Kind.CHARTER:
        raise Refused(_("Only a charter can go one way"), field="what")
    draft.save()
    Party.objects.create(agreement=draft, council=convener, side=Side.PRINCIPAL, is_convener=True)
    version = AgreementVersion.objects.create(agreement=draft, number=1, title=title)
    Section.objects.bulk_create(
        Section(version=version, key=s.key, heading=str(s.heading), body=str(s.starter), position=10 * i)
        for i, s in enumerate(outline_of(draft), start=1)
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
def edit_details(*, version, title, summary, review_on, lasts_months=None, notice_months=None, what_changed="",
                 seen=None, by):  # fmt: skip
    """Title, summary, review date and term of a draft, in whole months; `seen` is what the form was filled with."""
    version = locked(version)
    require(by, "charters.edit", version)
    refuse_if_changed(seen, details_of(version), record=version.agreement, parts=["details"])
    version.title, version.summary = title, summary
    version.review_on, version.what_changed = review_on, what_changed
    version.lasts_months, version.notice_months = lasts_months, notice_months
    version.save(update_fields=["title", "summary", "review_on", "what_changed", "lasts_months", "notice_months"])
    if version.number == 1:  # later drafts leave the title that councils know until they are sent
        Agreement.objects.filter(pk=version.agreement_id).update(title=title)
    _edited(version, _("Title, summary and review date edited"), by, "details")
    return version


@transaction.atomic
def edit_section(*, section, heading, body, clauses=(), seen=None, by):
    """The text of one section of a draft; `clauses` are keys of clauses that come to its end."""
    version = locked(section.version)
    require(by, "charters.edit", version)
    section = still_there(version.sections, section)
    refuse_if_changed(seen, section_of(section), record=version.agreement, parts=[section.audit_part])
    picked = [each.body for each in fitting(version.agreement, section.key) if each.key in clauses]
    section.heading, section.body = heading, "\n\n".join([body, *map(str, picked)])
    section.save(update_fields=["heading", "body"])
    _edited(version, _("Section “%(heading)s” edited") % {"heading": heading}, by, section.audit_part)
    return section


@transaction.atomic
def add_section(*, version, heading, body, by):
    """A heading of the officer's own, after the others."""
    version = locked(version)
    require(by, "charters.edit", version)
    last = version.sections.aggregate(last=Max("position"))["last"] or 0
    section = version.sections.create(key=f"own-{last + 10}", heading=heading, body=body, position=last + 10)
    _edited(version, _("Section “%(heading)s” added") % {"heading": heading}, by, section.audit_part)
    return section


@transaction.atomic
def remove_section(*, section, seen=None, by):
    """Take a heading of the officer's own out again; the outline's required sections stay."""
    version = locked(section.version)
    require(by, "charters.edit", version)
    section = still_there(version.sections, section)
    refuse_if_changed(seen, section_of(section), record=version.agreement, parts=[section.audit_part])
    if any(o.key == section.key and o.required for o in outline_of(version.agreement)):
        words = _("This section is part of every %(noun)s and cannot be removed")
        raise Refused(words % {"noun": version.agreement.noun})
    _edited(version, _("Section “%(heading)s” removed") % {"heading": section.heading}, by, section.audit_part)
    section.delete()


@transaction.atomic
def add_commitment(*, version, by, **fields):
    """A commitment, offer or ask in a draft; fields are those of the model."""
    version = locked(version)
    require(by, "charters.edit", version)
    _refuse_other_side(version, fields["kind"], fields["owner_side"], fields.get("owner"))
    _refuse_second_growth(version, fields.get("grew_from"))
    last = version.commitments.aggregate(last=Max("position"))["last"] or 0
    commitment = version.commitments.create(position=last + 10, **fields)
    _edited(version, _("%(kind)s added") % {"kind": commitment.get_kind_display()}, by, commitment.audit_part)
    return commitment


def _refuse_second_growth(version, key):
    """An ask or offer is agreed once, in the version in which it stands."""
    if key is None:
        return
    if not version.commitments.filter(key=key).exclude(kind=Commitment.Kind.COMMITMENT).exists():
        raise Refused(_("This ask or offer is not there any more"))
    if version.commitments.filter(grew_from=key).exists():
        raise Refused(told_who(_("This is agreed already"), version.agreement, ["draft"]))


def _refuse_other_side(version, kind, owner_side, owner):
    if version.agreement.one_way and (owner_side != Side.PRINCIPAL or kind == Commitment.Kind.ASK):
        raise Refused(_("In a one-way commitment only the principal council promises"))
    if owner is not None and owner_side != side_of(owner):
        raise Refused(_("This council is not on the side that you selected"), field="owner")


@transaction.atomic
def edit_commitment(*, commitment, seen=None, by, **fields):
    """Change a commitment, offer or ask in a draft."""
    version = locked(commitment.version)
    require(by, "charters.edit", version)
    commitment = still_there(version.commitments, commitment)
    refuse_if_changed(seen, commitment_of(commitment), record=version.agreement, parts=[commitment.audit_part])
    for name, value in fields.items():
        setattr(commitment, name, value)
    _refuse_other_side(version, commitment.kind, commitment.owner_side, commitment.owner)
    if commitment.kind != Commitment.Kind.COMMITMENT:
        commitment.grew_from = None
    commitment.save()
    _edited(version, _("%(kind)s edited") % {"kind": commitment.get_kind_display()}, by, commitment.audit_part)
    return commitment


@transaction.atomic
def remove_commitment(*, commitment, seen=None, by):
    """Take a commitment, offer or ask out of a draft."""
    version = locked(commitment.version)
    require(by, "charters.edit", version)
    commitment = still_there(version.commitments, commitment)
    refuse_if_changed(seen, commitment_of(commitment), record=version.agreement, parts=[commitment.audit_part])
    _edited(version, _("%(kind)s removed") % {"kind": commitment.get_kind_display()}, by, commitment.audit_part)
    version.commitments.filter(grew_from=commitment.key).update(grew_from=None)  # what grew from it stays
    commitment.delete()


def _edited(version, sentence, by, *parts):
    record(
        "charters.edited",
        version.agreement,
        sentence,
        by=by,
        acting_for=version.agreement.convener,
        restricted=True,
        parts=["draft", *parts],
    )


@transaction.atomic
def start_new_version(*, agreement, by):
    """A draft that begins as the newest sent text; what is in force stays in force meanwhile."""
    agreement = Agreement.objects.select_for_update(of=("self",)).get(pk=agreement.pk)
    require(by, "charters.edit", agreement)
    if agreement.under_way:
        raise Refused(told_who(_("A version is already under way"), agreement, ["version"]))
    last = agreement.numbered[0]
    version = AgreementVersion.objects.create(
        agreement=agreement, number=last.number + 1, title=last.title, summary=last.summary,
        lasts_months=last.lasts_months, notice_months=last.notice_months,
    )  # fmt: skip
    for part in (*last.sections.all(), *last.commitments.all()):
        part.pk, part.version = None, version
        part._state.adding = True
        part.save()
    _edited(version, _("Draft of version %(number)s started") % {"number": version.number}, by, "version")
    return version
