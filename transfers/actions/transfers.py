"""A transfer is begun, described, moved from stage to stage, published."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.audit import record
from core.exceptions import Refused
from core.locking import refuse_if_changed
from core.policies import require
from councils.models import Council
from transfers.actions.assets import offer_asset
from transfers.actions.offers import set_standing, standing_of
from transfers.checklist import of_land
from transfers.models import Asset, Requirement, Transfer, TransferTask
from transfers.questions import QUESTIONS
from transfers.stages import Stage, place
from transfers.waiting import forget
from transfers.workflow import TRANSFER

FACTS = (
    "title", "asset", "offer", "follows", "moves", "tenure", "trigger", "summary", "value_pence", "next_ambition",
    "lead",
)  # fmt: skip
LEFT_OPEN = {"asset": None, "offer": None, "follows": None, "value_pence": None, "next_ambition": "", "lead": None}
STEP, OWN_PLACE = 1000, 500  # a principal's own questions stand behind those that every transfer is asked


@transaction.atomic
def begin_transfer(*, principal, local, facts, by):
    """The two councils read it; nobody else until it is published."""
    require(by, "transfers.begin_between", (principal, local))
    if not Council.objects.of_principal(principal).current().filter(pk=local.pk).exists():
        raise Refused(_("Choose a local council of the area"), field="local")
    facts = {name: (LEFT_OPEN | facts)[name] for name in FACTS}
    transfer = Transfer(principal=principal, local=local, created_by=by, **facts)
    _check(transfer)
    transfer.save()
    ask(transfer)
    tell(transfer, "transfers.begun", _("Transfer “%(title)s” begun"), by=by)
    return transfer


def words_of_transfer(transfer):
    """What the form about it shows; an asset by its reference."""
    facts = {name: getattr(transfer, name) for name in FACTS if name not in ("asset", "offer")}
    return {**facts, "asset": transfer.asset.reference if transfer.asset else ""}


@transaction.atomic
def describe_transfer(*, transfer, facts, seen=None, by):
    """Put right what it is; another value may ask for more or for less."""
    transfer = locked(transfer)
    require(by, "transfers.keep_transfer", transfer)
    refuse_if_changed(seen, words_of_transfer(transfer), record=transfer, parts=["words"])
    was_land = of_land(transfer)
    for name in FACTS:
        setattr(transfer, name, (LEFT_OPEN | facts)[name])
    _check(transfer)
    if of_land(transfer) and not was_land and place(transfer.stage) > place(Stage.DECISION) and transfer.is_on_its_way:
        transfer.stage, transfer.stage_since = Stage.DECISION, timezone.localdate()  # nobody has looked at a disposal
    transfer.save()
    ask(transfer)
    tell(transfer, "transfers.described", _("Transfer “%(title)s” put right"), by=by, parts=["words"])
    return transfer


def ask(transfer):
    """Inside an action: the questions of all stages that lie ahead; what is asked no more goes if nobody answered."""

    def question(code, each, number, **more):
        where = {"stage": each.stage, "side": each.side, "place": place(each.stage) * STEP + number}
        return TransferTask(transfer=transfer, code=code, **where, **more)

    wanted = {each.code: question(each.code, each, number) for number, each in enumerate(QUESTIONS)
              if each.asked_of(transfer)}  # fmt: skip
    for number, each in enumerate(Requirement.objects.filter(principal=transfer.principal).asked()):
        if each.from_pence <= (transfer.value_pence or 0):
            code = f"own-{each.pk}"
            wanted[code] = question(code, each, OWN_PLACE + number, requirement=each)
    there = {task.code: task for task in transfer.tasks.select_for_update(of=("self",))}
    ahead = [task for code, task in wanted.items() if code not in there and not task.lies_behind(transfer.stage)]
    TransferTask.objects.bulk_create(ahead)
    gone = [task.pk for code, task in there.items() if code not in wanted and task.state == TransferTask.State.OPEN]
    transfer.tasks.filter(pk__in=gone).delete()


@transaction.atomic
def move_on(*, transfer, by):
    """The next stage, once everything that this one asks is there."""
    transfer = locked(transfer)
    step = TRANSFER.move(transfer, "move_on", by=by, stage_since=timezone.localdate())
    words = _("“%(title)s” goes on to: %(stage)s")
    tell(transfer, "transfers.moved_on", words, by=by, stage=Stage(step.to).label)
    return transfer


@transaction.atomic
def go_live(*, transfer, live_on, review_on, by):
    """The local council has it from this day on."""
    transfer = locked(transfer)
    if review_on <= live_on:
        raise Refused(_("The review must be after the first day"), field="review_on")
    if live_on > timezone.localdate():
        raise Refused(_("Say so on the day itself: choose today or an earlier day"), field="live_on")
    TRANSFER.move(transfer, "go_live", by=by, stage_since=live_on, live_on=live_on, review_on=review_on)
    if transfer.asset and transfer.asset.is_offered:
        offer_asset(asset=transfer.asset, facts={"is_offered": False}, by=by)
    if transfer.offer:
        facts = {**standing_of(transfer.offer, transfer.local), "state": "live", "since_on": live_on}
        set_standing(offer=transfer.offer, council=transfer.local, facts=facts, by=by)
    tell(transfer, "transfers.live", _("“%(title)s” is live"), by=by)
    return transfer


@transaction.atomic
def begin_review(*, transfer, by):
    """Both sides are asked how it goes, each time anew."""
    transfer = locked(transfer)
    TRANSFER.move(transfer, "review", by=by, stage_since=timezone.localdate())
    transfer.tasks.of_stage(Stage.REVIEW).filter(state=TransferTask.State.DONE).update(state=TransferTask.State.SAVED)
    tell(transfer, "transfers.reviewed", _("“%(title)s” is being reviewed"), by=by)
    return transfer


@transaction.atomic
def carry_on(*, transfer, review_on, by):
    """The review is done and it goes on, until the next one."""
    transfer = locked(transfer)
    if review_on <= timezone.localdate():
        raise Refused(_("Choose a day that lies ahead"), field="review_on")
    TRANSFER.move(transfer, "carry_on", by=by, stage_since=timezone.localdate(), review_on=review_on)
    tell(transfer, "transfers.carried_on", _("“%(title)s” goes on after its review"), by=by)
    return transfer


@transaction.atomic
def give_back(*, transfer, over_on, because, by):
    """The principal council has it again."""
    transfer = locked(transfer)
    if transfer.live_on and over_on < transfer.live_on:
        raise Refused(_("It cannot go back before it was live"), field="over_on")
    if over_on > timezone.localdate():
        raise Refused(_("Say so on the day itself: choose today or an earlier day"), field="over_on")
    TRANSFER.move(transfer, "give_back", by=by, stage_since=over_on, over_on=over_on, over_because=because)
    words = _("“%(title)s” went back to the principal council")
    tell(transfer, "transfers.returned", words, by=by)
    return transfer


@transaction.atomic
def stop_transfer(*, transfer, because, by):
    """It does not go ahead, with the reason; a refusal out of habit has none that can be written down (oc:S19)."""
    transfer, today = locked(transfer), timezone.localdate()
    TRANSFER.move(transfer, "stop", by=by, stage_since=today, over_on=today, over_because=because)
    tell(transfer, "transfers.stopped", _("“%(title)s” does not go ahead"), by=by)
    return transfer


@transaction.atomic
def take_up(*, transfer, by):
    """What was stopped begins again at the first stage; what was answered is still there."""
    transfer = locked(transfer)
    _refuse_second(transfer)
    TRANSFER.move(transfer, "take_up", by=by, stage_since=timezone.localdate(), over_on=None, over_because="")
    ask(transfer)
    tell(transfer, "transfers.taken_up", _("“%(title)s” is taken up again"), by=by)
    return transfer


@transaction.atomic
def set_transfer_published(*, transfer, published, by):
    """Everyone reads what it is and what was answered, except what is exempt; or only the two councils again."""
    transfer = locked(transfer)
    require(by, "transfers.keep_transfer", transfer)
    transfer.published_at, transfer.published_by = (timezone.now(), by) if published else (None, None)
    transfer.save(update_fields=["published_at", "published_by"])
    words = _("Transfer “%(title)s” published") if published else _("Transfer “%(title)s” taken back from the public")
    tell(transfer, "transfers.published", words, by=by)
    return transfer


def locked(transfer):
    """The row, so that nobody changes it beside us."""
    return (
        Transfer.objects.select_for_update(of=("self",))
        .select_related("principal", "local", "asset", "lead", "offer", "follows")
        .get(pk=transfer.pk)
    )


def _check(transfer):
    if transfer.asset and transfer.asset.principal_id != transfer.principal_id:
        raise Refused(_("Choose something on the register of this principal council"), field="asset")
    if transfer.offer and transfer.offer.principal_id != transfer.principal_id:
        raise Refused(_("Choose an offer of this principal council"))
    before = transfer.follows
    if before and (before.pk == transfer.pk or _sides(before) != _sides(transfer)):
        raise Refused(_("Choose an earlier transfer between the same two councils"), field="follows")
    if transfer.is_open:
        _refuse_second(transfer)


def _sides(transfer):
    return transfer.principal_id, transfer.local_id


def _refuse_second(transfer):
    if transfer.asset_id:
        Asset.objects.select_for_update(of=("self",)).get(pk=transfer.asset_id)  # two begin it at once
        others = Transfer.objects.under_way().filter(asset=transfer.asset_id).exclude(pk=transfer.pk)
        if others.exists():
            raise Refused(_("There is a transfer of it already"), field="asset")


def tell(transfer, verb, sentence, *, by, parts=(), **named):
    """A line of the trail, for the two councils alone: what is published may be taken back."""
    words = sentence % {"title": transfer.title, **named}
    acting = transfer.local if transfer.local_id in by.council_ids("clerk") else transfer.principal
    record(verb, transfer, words, by=by, councils=[transfer.principal, transfer.local], acting_for=acting,
           restricted=True, parts=parts)  # fmt: skip
    forget([transfer.principal_id, transfer.local_id])


@transaction.atomic
def pass_on_transfers(*, leaver, successor_of, by):
    """What the leaver leads is led by whoever follows at its local council; returns how many changed."""
    require(by, "transfers.pass_on", leaver.council)
    rows = Transfer.objects.under_way().led_by(leaver).select_related("local", "principal").order_by("pk")
    changed = 0
    for transfer in rows.select_for_update(of=("self",)):
        successor = successor_of(transfer.local_id)
        if successor:
            transfer.lead = successor
            transfer.save(update_fields=["lead"])
            words = _("“%(title)s”: %(name)s follows %(before)s")
            tell(transfer, "transfers.passed_on", words, by=by, name=str(successor.user), before=str(leaver.user))
            changed += 1
    return changed
