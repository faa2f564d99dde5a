"""What officers do with one asset or service: enter it, offer it, keep it from the public."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.audit import record
from core.exceptions import Refused
from core.locking import refuse_if_changed
from core.policies import require
from councils.models import Council
from transfers.known import forget
from transfers.models import Asset, Standing

BY_HAND = (
    "kind", "code", "name", "street", "town", "postcode", "holding", "tenure", "use", "use_note", "local_council",
    "standing",
)  # fmt: skip
BESIDE_A_FILE = ("local_council",)  # of what a file names, only this is not the file's to say


@transaction.atomic
def add_asset(*, principal, facts, by):
    """Enter one that no file names, such as a service."""
    require(by, "transfers.keep_register", principal)
    words = {name: value for name, value in facts.items() if name != "standing"}
    asset = Asset(principal=principal, is_by_hand=True, added_by=by, said_for_on=timezone.localdate(), **words)
    _refuse_strangers(asset)
    _save(asset)
    _tell(asset, "transfers.asset_added", _("“%(name)s” entered in the register of assets and services"), by=by)
    return asset


def facts_of(asset):
    """What the form about its facts shows."""
    return {name: getattr(asset, name) for name in (BY_HAND if asset.is_by_hand else BESIDE_A_FILE)}


@transaction.atomic
def change_asset(*, asset, facts, seen=None, by):
    """Put right what stands on the register; of one that a file names, in whose area it lies."""
    asset = _locked(asset, by)
    refuse_if_changed(seen, facts_of(asset), record=asset, parts=["facts"])
    for name in facts_of(asset):
        setattr(asset, name, facts[name])
    _refuse_strangers(asset)
    is_gone = asset.standing == Standing.GONE
    if is_gone and asset.is_offered:
        raise Refused(_("It is open for transfer. End that first."), field="standing")
    asset.gone_on = (asset.gone_on or timezone.localdate()) if is_gone else None
    asset.said_for_on = timezone.localdate() if asset.is_by_hand else asset.said_for_on
    _save(asset)
    _tell(asset, "transfers.asset_changed", _("“%(name)s” on the register changed"), by=by, parts=["facts"])
    return asset


def offer_of(asset):
    """What the form about the offer shows."""
    words = {"offer_reason": asset.offer_reason, "offer_takes_on": asset.offer_takes_on}
    return {"is_offered": asset.is_offered, **words}


@transaction.atomic
def offer_asset(*, asset, facts, seen=None, by):
    """Open it for transfer, with the reason and what a local council would take on; or end that."""
    asset = _locked(asset, by)
    refuse_if_changed(seen, offer_of(asset), record=asset, parts=["offer"])
    if facts["is_offered"]:
        _open(asset, facts, by)
    elif asset.is_offered:
        asset.offered_at, asset.offered_by, asset.offer_reason, asset.offer_takes_on = None, None, "", ""
        tell_offer_ended(asset, by=by)
    asset.save()
    forget([asset.principal_id])
    return asset


def tell_offer_ended(asset, *, by):
    """Those who were told of the offer are told that it is over."""
    words = _("“%(name)s” is no longer open for transfer")
    _tell(asset, "transfers.offer_ended", words, by=by, parts=["offer"], concerned=_concerned(asset))


def _open(asset, facts, by):
    if not asset.is_listed:
        raise Refused(_("It is no longer on the register"), field="is_offered")
    if asset.is_withheld:
        raise Refused(_("It is kept from the public. Show it first."), field="is_offered")
    for name in ("offer_reason", "offer_takes_on"):
        if not facts[name].strip():
            raise Refused(_("Enter this before it is open for transfer"), field=name)
        setattr(asset, name, facts[name])
    if asset.is_offered:
        words, verb = _("What was said about the transfer of “%(name)s” changed"), "transfers.offer_changed"
    else:
        words, verb = _("“%(name)s” is open for transfer"), "transfers.offered"
        asset.offered_at, asset.offered_by = timezone.now(), by
    _tell(asset, verb, words, by=by, parts=["offer"], concerned=_concerned(asset))


def withholding_of(asset):
    """What the form about who reads it shows."""
    return {"is_withheld": asset.is_withheld, "withheld_reason": asset.withheld_reason}


@transaction.atomic
def withhold_asset(*, asset, facts, seen=None, by):
    """Keep it from the public, with a reason; or show it again. No file changes that."""
    asset = _locked(asset, by)
    refuse_if_changed(seen, withholding_of(asset), record=asset, parts=["withheld"])
    if facts["is_withheld"]:
        if asset.is_offered:
            raise Refused(_("It is open for transfer. End that first."), field="is_withheld")
        if not facts["withheld_reason"].strip():
            raise Refused(_("Enter why it is kept from the public"), field="withheld_reason")
        if not asset.is_withheld:
            asset.withheld_at, asset.withheld_by = timezone.now(), by
        asset.withheld_reason = facts["withheld_reason"]
        words = _("“%(name)s” is kept from the public: %(why)s")
    else:
        asset.withheld_at, asset.withheld_by, asset.withheld_reason = None, None, ""
        words = _("“%(name)s” is shown to everyone again")
    asset.save()
    _tell(asset, "transfers.withheld", words, by=by, parts=["withheld"], restricted=True)
    return asset


def _locked(asset, by):
    """As it is stored now, nobody else's to change until this is done."""
    asset = Asset.objects.select_for_update(of=("self",)).select_related("principal", "local_council").get(pk=asset.pk)
    require(by, "transfers.keep", asset)
    return asset


def _refuse_strangers(asset):
    near = asset.local_council
    if near is not None and not Council.objects.of_principal(asset.principal).filter(pk=near.pk).exists():
        raise Refused(_("Choose a local council of your area"), field="local_council")


def _save(asset):
    try:
        with transaction.atomic():
            asset.save()
    except IntegrityError as error:
        if "asset_code_once" not in str(error):
            raise
        raise Refused(_("Another row of the register has this code"), field="code") from None


def _concerned(asset):
    """The local councils whom an offer is about: the one where it lies, else every one of the area."""
    if asset.local_council_id:
        return [asset.local_council]
    return Council.objects.of_principal(asset.principal).current()


def _tell(asset, verb, sentence, *, by, parts=(), concerned=(), restricted=False):
    words = sentence % {"name": asset.name, "why": asset.withheld_reason}
    record(verb, asset, words, by=by, councils=concerned, acting_for=asset.principal, parts=parts,
           restricted=restricted or asset.is_withheld)  # fmt: skip
    forget([asset.principal_id])
