"""Signatures on paper, written down by the convener's officer: of a council itself, or of an association for many."""

from django.db import transaction
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from charters.actions.drafting import named
from charters.actions.objections import too_late
from charters.actions.receiving import answered_itself, scanned
from charters.actions.signing import (
    enter_into_force,
    lock_response,
    refuse_signed,
    signed_part,
    tell_in_force,
)
from charters.emails import signed_pages as emails
from charters.emails.rounds import unreachable
from charters.models import (
    SIGNABLE,
    AgreementVersion,
    Answer,
    Channel,
    PageScan,
    Response,
    Signature,
    SignedFor,
    SignedPage,
    VersionStatus,
)
from charters.models.signed_pages import FEWEST_DAYS, MOST_DAYS
from charters.tasks import issue_copy
from core.audit import record, told_who
from core.exceptions import Refused
from core.policies import SYSTEM, require
from core.working_days import add_working_days


@transaction.atomic
def record_signature(*, response, file, description, by, **page):
    """A council signed on paper: its signature counts from now, and the council is told and can object.

    `page` has typed_name, role_title, signed_on, minute_reference, channel and received_on. Raises Refused when the
    version cannot be signed, the council has signed or has itself declined, a day cannot be, or the file is no PDF or
    picture.
    """
    response = lock_response(response)
    version, council = response.version, response.party.council
    require(by, "charters.record_signature", response.party)
    if version.status not in SIGNABLE:
        raise Refused(_("This version is not open for signature"))
    refuse_signed(response)
    if listing := SignedFor.objects.waiting().filter(version=version, party=response.party).with_page().first():
        raise Refused(_signed_for_already(listing))
    if response.answer == Answer.DECLINED and answered_itself(response):
        words = _("%(council)s has declined here itself. Ask it to change its answer first.")
        raise Refused(words % {"council": council.label})
    signed_page = _keep_page(version, file, description, by, **page)
    signed_for = SignedFor.objects.create(page=signed_page, version=version, party=response.party)
    signature = _count(signed_for, at=signed_page.recorded_at)
    _accept(response, signature, by)
    sentence = _("%(council)s signed “%(title)s”, version %(number)s, on paper; recorded by an officer")
    record(
        "charters.signed",
        version.agreement,
        sentence % {**named(version), "council": council.label},
        by=by,
        acting_for=version.agreement.convener,
        councils=[council],
        parts=[response.audit_part, signed_part(response)],
    )
    emails.tell_recorded(response, signature, can_object=not too_late(signed_for))
    if version.status == VersionStatus.IN_FORCE:
        transaction.on_commit(lambda: issue_copy.delay(version.pk), robust=True)
    return signature


@transaction.atomic
def record_countersignature(*, version, file, description, by, **page):
    """The convening principal signed on paper, last of all: the version is in force from now.

    Only somebody who could countersign here may record it.
    """
    held = AgreementVersion.objects.select_for_update(of=("self",)).select_related("agreement__convener")
    version = held.get(pk=version.pk)
    party = version.agreement.parties.get(is_convener=True)
    require(by, "charters.record_signature", party)
    enter_into_force(version, by=by)
    signed_page = _keep_page(version, file, description, by, **page)
    signature = _count(
        SignedFor.objects.create(page=signed_page, version=version, party=party), signed_page.recorded_at
    )
    words = _("“%(title)s”, version %(number)s, countersigned on paper and in force")
    tell_in_force(version, words % named(version), by=by)
    return signature


@transaction.atomic
def record_association(*, version, association, councils, working_days, file, description, by, **page):
    """An association signed on paper for these councils. Each is told; those that do not object in time count.

    Raises Refused when the version is not out or in force, one of the councils was not asked, has signed, has
    declined, is signed for already or is reached by no e-mail, or the period is too short or too long.
    """
    held = AgreementVersion.objects.select_for_update(of=("self",)).select_related("agreement__convener")
    version = held.get(pk=version.pk)
    require(by, "charters.record_association", version)
    if version.status not in SIGNABLE:
        raise Refused(_("This version is not open for signature"))
    if not FEWEST_DAYS <= working_days <= MOST_DAYS:
        words = _("Enter a number of working days between %(fewest)s and %(most)s")
        raise Refused(words % {"fewest": FEWEST_DAYS, "most": MOST_DAYS}, field="working_days")
    responses = _refuse_unfit(version, councils)
    nation = version.agreement.convener.nation
    until = add_working_days(timezone.localdate(), working_days, nation)
    page |= {"association": association, "object_until": until}
    signed_page = _keep_page(version, file, description, by, **page)
    SignedFor.objects.bulk_create(SignedFor(page=signed_page, version=version, party=r.party) for r in responses)
    sentence = _(
        "%(association)s signed “%(title)s”, version %(number)s, for %(councils)s; they may object until %(day)s"
    )
    names = ", ".join(response.party.council.label for response in responses)
    facts = {"association": association, "councils": names, "day": date_format(until, "j F Y")}
    record(
        "charters.association_signed",
        version.agreement,
        sentence % {**named(version), **facts},
        by=by,
        acting_for=version.agreement.convener,
        councils=[response.party.council for response in responses],
        restricted=True,
        parts=[signed_page.audit_part],
    )
    emails.tell_listed(signed_page, responses)
    return signed_page


def _refuse_unfit(version, councils):
    """The responses of these councils, locked; refused if a page cannot be signed for one of them."""
    if not councils:
        raise Refused(_("Select the councils for which the association signed"), field="councils")
    fit = {r.party.council_id: r for r in can_be_listed(version).select_for_update(of=("self",)).with_version()}
    for council in councils:
        if council.pk not in fit:
            listing = SignedFor.objects.waiting().filter(version=version, party__council=council).with_page().first()
            words = _("%(council)s has signed or declined, or was not asked. Take it off the list.")
            sentence = _signed_for_already(listing) if listing else words % {"council": council.label}
            raise Refused(sentence, field="councils")
    if silent := unreachable(councils):
        words = _("No e-mail reaches %(councils)s, so it cannot object in time. Enter a mailbox first.")
        raise Refused(words % {"councils": ", ".join(council.label for council in silent)}, field="councils")
    return [fit[council.pk] for council in councils]


def can_be_listed(version):
    """Responses of local councils for which an association can sign: asked, alive, not signed, declined or listed."""
    asked = Response.objects.filter(version=version, party__side="local").of_living().exclude(answer="declined")
    listed = SignedFor.objects.waiting().filter(version=version).values("party")
    signed = Signature.objects.filter(version=version).values("party")
    return asked.exclude(party__in=listed).exclude(party__in=signed).by_council()


def _signed_for_already(listing):
    words = _("%(association)s has already signed for %(council)s")
    sentence = words % {"association": listing.page.association, "council": listing.council.label}
    return told_who(sentence, listing.version.agreement, [listing.page.audit_part])


@transaction.atomic
def count_unopposed(*, page, by=SYSTEM):
    """The period is over: the councils that did not object have signed. A second call finds nothing to do."""
    held = AgreementVersion.objects.select_for_update(of=("self",)).select_related("agreement__convener")
    version = held.get(pk=page.version_id)
    page = SignedPage.objects.filter(pk=page.pk).to_count().whole().first()
    if page is None:
        return []
    now, signatures = timezone.now(), []
    parties = page.signed_for.waiting().values("party")
    asked = Response.objects.select_for_update(of=("self",)).with_version().filter(version=version, party__in=parties)
    answers = {response.party_id: response for response in asked.order_by("pk")}
    for signed_for in page.signed_for.waiting().with_page():
        signed_for.version, response = version, answers[signed_for.party_id]
        signature = _count(signed_for, at=now)
        _accept(response, signature, page.recorded_by)
        emails.tell_counted(response, signature)
        signatures.append(signature)
    words = _("%(association)s signed “%(title)s”, version %(number)s, for %(councils)s; nobody objected in time")
    names = ", ".join(signature.party.council.label for signature in signatures)
    record(
        "charters.signed",
        version.agreement,
        words % {**named(version), "association": page.association, "councils": names},
        by=by,
        councils=[version.agreement.convener, *(signature.party.council for signature in signatures)],
        parts=[page.audit_part, *(signed_part(response) for response in answers.values())],
    )
    emails.tell_officers_counted(page, signatures)
    if version.status == VersionStatus.IN_FORCE:
        transaction.on_commit(lambda: issue_copy.delay(version.pk), robust=True)
    return signatures


def _keep_page(version, file, description, by, **page):
    """The page and its scan, once its days are possible."""
    today, sent_on = timezone.localdate(), timezone.localdate(version.sent_at)
    if not sent_on <= page["signed_on"] <= today:
        words = _("The date on the page must be between the day it was sent, %(day)s, and today")
        raise Refused(words % {"day": date_format(sent_on, "j F Y")}, field="signed_on")
    if not page["signed_on"] <= page["received_on"] <= today:
        raise Refused(_("The page must have come on or after the date on it, and not after today"), field="received_on")
    if page["channel"] == Channel.TELEPHONE:
        raise Refused(_("A signature cannot come by telephone"), field="channel")
    if not file:
        raise Refused(_("Choose a scan or a photograph of the signed page"), field="file")
    scan = scanned(file, description)
    kept = SignedPage.objects.create(version=version, recorded_by=by, **page)
    PageScan.objects.create(page=kept, **scan)
    return kept


def _count(signed_for, at):
    """The signature that stands on the page."""
    page, party, version = signed_for.page, signed_for.party, signed_for.version
    return Signature.objects.create(
        version=version,
        party=party,
        received=signed_for,
        signed_at=at,
        typed_name=page.typed_name,
        role_title=page.role_title,
        minute_reference=page.minute_reference,
        identity_label=_how_it_came(page, version.agreement.convener)[:300],
        council_name=party.council.full_name,
        council_context=party.council.context,
        text_hash=version.text_hash,
        is_countersignature=party.is_convener,
    )


def _how_it_came(page, convener):
    """In place of a proof of identity, as it is printed: in the language of the text."""
    with translation.override("en-gb"):
        facts = {
            "signed": date_format(page.signed_on, "j F Y"),
            "channel": str(page.get_channel_display()).lower(),
            "day": date_format(page.received_on, "j F Y"),
            "convener": convener.full_name,
        }
        if not page.association:
            return _("Page signed on %(signed)s, received %(channel)s on %(day)s by %(convener)s") % facts
        facts |= {"association": page.association, "until": date_format(page.object_until, "j F Y")}
        words = _("Page signed for the council by %(association)s on %(signed)s; told, it did not object by %(until)s")
        return words % facts


def _accept(response, signature, by):
    """A signature is an answer, too, for a council that has given none or declined."""
    if response.answer in (Answer.SENT, Answer.DECLINED):
        response.answer, response.answered_at, response.answered_by = Answer.ACCEPTED, signature.signed_at, by
        response.reason = ""
        response.save()
