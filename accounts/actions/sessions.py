"""Sessions: opened by signing in, ended one by one or all together; and what is kept about signing in."""

from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.devices import hash_of, place, words
from accounts.emails import NewBrowser
from accounts.models import OpenSession, SignInTrace, User
from accounts.models.people import new_session_salt
from core.audit import record
from core.emails import post
from core.exceptions import Refused
from core.models import AuditEvent
from core.policies import require


def note_sign_in(event, *, device, methods=(), session_key=""):
    """Keep with what and from where it was; a browser not seen before is told to the person."""
    person = event.by
    browser_hash = hash_of(device.token, person)
    if session_key and _is_new(person, event, device, browser_hash) and person.email:
        told = NewBrowser(device=words(device), network=place(device), at=event.at)
        post(told, to=person.email, language=person.language)
    trace = note_device(event, person, device=device, methods=methods)
    if session_key:
        OpenSession.objects.create(session_id=session_key, trace=trace, user=person)
    return trace


def note_device(event, person, *, device, methods=()):
    """With what and from where the event was."""
    return SignInTrace.objects.create(
        event=event, user=person, methods=list(methods), browser=device.browser, system=device.system,
        network=device.network, browser_hash=hash_of(device.token, person),
    )  # fmt: skip


def _is_new(person, event, device, browser_hash):
    """Never at the first sign-in of all: there is nothing it could differ from."""
    before = AuditEvent.objects.about(person).filter(verb=event.verb, pk__lt=event.pk)
    known = SignInTrace.objects.filter(user=person, event__verb=event.verb)
    return before.exists() and not known.like(device, browser_hash).exists()


@transaction.atomic
def end_session(*, session, keep, by):
    """Sign one browser out, at once; the one with the key `keep` is the one in which this is asked."""
    require(by, "accounts.own_account", session)
    if session.session_id == keep:
        raise Refused(_("You are using this session now. To end it, sign out."))
    ended = words(session.trace)
    Session.objects.filter(pk=session.session_id).delete()
    record("accounts.session_ended", by, _("Ended the session in another browser: %(browser)s") % {"browser": ended},
           by=by, restricted=True)  # fmt: skip


@transaction.atomic
def end_other_sessions(*, keep, by):
    """Sign out everywhere but in the browser whose session has the key `keep`; returns how many were listed.

    The new salt also ends sessions that no list knows. The page stores it in the session that is kept.
    """
    require(by, "accounts.own_account", by)
    person = User.objects.select_for_update(of=("self",)).get(pk=by.pk)
    others = OpenSession.objects.visible_to(person).exclude(session=keep)
    listed = others.filter(session__expire_date__gt=timezone.now()).count()
    Session.objects.filter(opened__in=others).delete()
    by.session_salt = person.session_salt = new_session_salt()
    person.save(update_fields=["session_salt"])
    sentence = ngettext("Ended %(num)s session in another browser", "Ended %(num)s sessions in other browsers", listed)
    record("accounts.sessions_ended", by, sentence % {"num": listed}, by=by, restricted=True)
    return listed


def purge_traces():
    """Forget from where people signed in, once nobody needs to know any more; returns how many."""
    removed, _kinds = SignInTrace.objects.outdated().delete()
    return removed
