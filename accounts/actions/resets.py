"""A second factor that is lost: asked for, confirmed with a reason, done after a delay, or cancelled."""

from datetime import timedelta

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions.signin import end_sessions, second_factors
from accounts.knowing import concerned, label_of, those_who_know
from accounts.models import SecondFactorReset, User
from accounts.reset_emails import OwnReset, ResetOfSomebody
from core.audit import record
from core.emails import post
from core.exceptions import Refused
from core.formatting import date_time
from core.policies import SYSTEM, require
from councils.policies import acting_council

SALT = "accounts.cancel-reset"
State = SecondFactorReset.State


def waiting_time():
    """How long the reset waits after it was confirmed."""
    return timedelta(hours=settings.SECOND_FACTOR_RESET_HOURS)


def cancel_address(reset):
    """Where the person can stop it without signing in: whoever reads their mail can only keep the account locked."""
    token = signing.dumps(reset.public_id.hex, salt=SALT)
    return settings.SITE_URL + reverse("accounts:cancel-reset", kwargs={"token": token})


def behind_link(token):
    """The reset that a link in a mail is about, or None."""
    try:
        return SecondFactorReset.objects.filter(public_id=signing.loads(token, salt=SALT)).first()
    except signing.BadSignature:
        return None


@transaction.atomic
def ask_for_reset(*, by):
    """The person came as far as the second factor and has nothing to show; asked twice it is asked once."""
    require(by, "accounts.own_account", by)
    person = User.objects.select_for_update(of=("self",)).get(pk=by.pk)
    if not second_factors(person).exists():
        raise Refused(_("You have no passkey and no app to reset. Sign in with the code from the e-mail."))
    if reset := SecondFactorReset.objects.open().filter(person=person).first():
        return reset
    reset = SecondFactorReset.objects.create(person=person, requested_by=person)
    _note(reset, "reset_asked", _("Asked for a reset of the second factor"), by=person)
    _tell(reset)
    return reset


@transaction.atomic
def begin_reset(*, membership, reason, by):
    """Somebody who knows the person starts it for them, having been asked by telephone, say."""
    require(by, "accounts.reset_second_factor", membership)
    person = User.objects.select_for_update(of=("self",)).get(pk=membership.user_id)
    if not second_factors(person).exists():
        raise Refused(_("%(person)s has no passkey and no app to reset.") % {"person": person})
    reset = SecondFactorReset.objects.open().filter(person=person).first()
    reset = reset or SecondFactorReset.objects.create(person=person, requested_by=by)
    return _confirm(reset, reason, by)


@transaction.atomic
def confirm_reset(*, reset, reason, by):
    """Somebody who knows the person says that it is really them, and how they know; from now on the delay runs."""
    return _confirm(_locked(reset, "accounts.decide_reset", by), reason, by)


def _confirm(reset, reason, by):
    if not reset.is_waiting:
        raise Refused(_("Somebody has confirmed this reset already."))
    if not reason.strip():
        raise Refused(_("Enter how you know that it is them"), field="reason")
    now = timezone.now()
    reset.confirmed_at, reset.confirmed_by, reset.due_at, reset.reason = now, by, now + waiting_time(), reason.strip()
    reset.save(update_fields=["confirmed_at", "confirmed_by", "due_at", "reason"])
    words = {"person": label_of(reset.person), "moment": date_time(reset.due_at), "reason": reset.reason}
    sentence = _("Confirmed who %(person)s is. Their second factor is reset on %(moment)s. How they know: %(reason)s")
    _note(reset, "reset_confirmed", sentence % words, by=by)
    _tell(reset)
    return reset


@transaction.atomic
def cancel_reset(*, reset, by):
    """Nothing is reset. Everyone whom it concerns may stop it: the person, and those who could confirm it."""
    return _cancel(_locked(reset, "accounts.cancel_reset", by), by, _("Cancelled the reset of the second factor"))


@transaction.atomic
def cancel_reset_by_link(*, token):
    """The same by the link in the person's mail, without signing in."""
    reset = behind_link(token)
    if reset is None:
        raise Refused(_("This link is not complete. Copy all of it from the e-mail."))
    reset = _locked(reset, "accounts.cancel_reset", reset.person)
    return _cancel(reset, reset.person, _("Cancelled the reset of the second factor, by the link in the e-mail"))


@transaction.atomic
def found_again(*, by):
    """Whoever signs in with a second factor needs no reset of it."""
    open_ones = SecondFactorReset.objects.open().filter(person=by)
    reset = open_ones.select_for_update(of=("self",)).first()
    if reset and second_factors(by).exists():
        _cancel(reset, by, _("Signed in with a second factor, so its reset is cancelled"))


def _cancel(reset, by, sentence):
    reset.cancelled_at, reset.cancelled_by = timezone.now(), by
    reset.save(update_fields=["cancelled_at", "cancelled_by"])
    _note(reset, "reset_cancelled", sentence, by=by)
    _tell(reset)
    return reset


def _locked(reset, policy, by):
    """The row as it is now; the person first, as everywhere."""
    User.objects.select_for_update(of=("self",)).get(pk=reset.person_id)
    reset = SecondFactorReset.objects.select_for_update(of=("self",)).select_related("person").get(pk=reset.pk)
    require(by, policy, reset)
    if not reset.is_open:
        raise Refused(_("This reset is over: %(state)s.") % {"state": reset.state.label.lower()})
    return reset


@transaction.atomic
def carry_out_reset(*, reset_pk):
    """The delay is over: forget app, passkeys and codes, end the sessions. Run twice it is done once."""
    found = SecondFactorReset.objects.filter(pk=reset_pk).first()
    if found is None:
        return
    person = User.objects.select_for_update(of=("self",)).get(pk=found.person_id)
    reset = SecondFactorReset.objects.due().select_for_update(of=("self",)).filter(pk=reset_pk).first()
    if reset is None:
        return
    reset.done_at = timezone.now()
    reset.save(update_fields=["done_at"])
    Authenticator.objects.filter(user=person).delete()
    end_sessions(person)
    sentence = _("The second factor of %(person)s is reset; they set up a new one at the next sign-in")
    _note(reset, "reset_done", sentence % {"person": label_of(person)}, by=SYSTEM)
    _tell(reset)


@transaction.atomic
def let_lapse(*, reset_pk):
    """Nobody confirmed it in time; the person may ask again."""
    reset = SecondFactorReset.objects.lapsed().select_for_update(of=("self",)).filter(pk=reset_pk).first()
    if reset:
        _cancel(reset, SYSTEM, _("Nobody confirmed the reset of the second factor within a week"))


def _note(reset, verb, sentence, *, by):
    councils = concerned(reset.person)
    found = (acting_council(by, council) for council in councils if by)
    acting_for = next((council for council in found if council), None)
    record(f"accounts.{verb}", reset.person, sentence, by=by, councils=councils, acting_for=acting_for,
           restricted=True)  # fmt: skip


def _tell(reset):
    """The person, and all who could confirm or stop it, at each step."""
    person, state = reset.person, reset.state
    facts = {
        "state": state,
        "hours": settings.SECOND_FACTOR_RESET_HOURS,
        "due_at": reset.due_at,
        "confirmed_by": label_of(reset.confirmed_by) if reset.confirmed_by else "",
        "lapsed": state == State.CANCELLED and reset.cancelled_by is None,
    }
    if person.email:
        link = cancel_address(reset) if reset.is_open else settings.SITE_URL + reverse("account_login")
        post(OwnReset(link=link, **facts), to=person.email, language=person.language)
    link = settings.SITE_URL + reverse("accounts:reset", kwargs={"public_id": reset.public_id})
    message = ResetOfSomebody(person=label_of(person), reason_given=reset.reason, link=link, **facts)
    for other in those_who_know(person):
        post(message, to=other.email, language=other.language)
