"""Where I am signed in, and when and from where I signed in."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import HASH_SESSION_KEY
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.actions.sessions import end_other_sessions, end_session
from accounts.devices import device_of, place, words
from accounts.models import OpenSession, SignInTrace
from core.csv import Export, moment
from core.exceptions import Refused
from core.models import AuditEvent
from core.views import ListPage, Page, PortalView


def trace_of(event):
    """With what and from where it was; None where that is not kept."""
    return getattr(event, "trace", None)


def log_row(event):
    trace = trace_of(event)
    return (moment(event.at), event.sentence, event.actor, trace.how if trace else "",
            words(trace) if trace else "", trace.network if trace else "")  # fmt: skip


class SignIns(ListPage):
    """Every sign-in, wrong code and change of the second factor of the last weeks."""

    policy = "accounts.own_account"
    template_name = "accounts/sign_ins.html"
    export = Export("sign-ins", ("at", "what", "by", "how", "browser", "network"), log_row, "")

    def rows(self):
        since = timezone.now() - SignInTrace.KEPT_FOR
        about_me = AuditEvent.objects.about(self.request.user).filter(at__gte=since, restricted=True)
        return about_me.select_related("trace")

    def context(self):
        return {"days": SignInTrace.KEPT_FOR.days, "trace_of": trace_of, "device_words": words, "place": place}


class Sessions(Page):
    """The browsers in which I am signed in now; all but this one can be signed out."""

    policy = "accounts.own_account"
    template_name = "accounts/sessions.html"

    def context(self):
        key = self.request.session.session_key
        found = list(OpenSession.objects.visible_to(self.request.user).live())
        return {
            "here": next((each for each in found if each.session_id == key), None),
            "this_browser": device_of(self.request),
            "others": [each for each in found if each.session_id != key],
            "last_used": last_used,
            "device_words": words,
            "place": place,
            "hours": settings.SESSION_COOKIE_AGE // 3600,
        }


def last_used(session):
    """Each page moves the end of the session on, so the end tells when the last one was, to the minute."""
    return session.session.expire_date - timezone.timedelta(seconds=settings.SESSION_COOKIE_AGE)


class EndSession(PortalView):
    """A button beside one of my other sessions."""

    policy = "accounts.own_account"
    lookup = {"public_id": "public_id"}

    def scope(self):
        return OpenSession.objects.visible_to(self.request.user).live()

    def get(self, request, *args, **kwargs):
        return redirect("accounts:sessions")

    def post(self, request, *args, **kwargs):
        try:
            end_session(session=self.record, keep=request.session.session_key, by=request.user)
        except Refused as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _("That browser is signed out."))
        return redirect("accounts:sessions")


class EndOtherSessions(PortalView):
    """Sign out everywhere else."""

    policy = "accounts.own_account"

    def get(self, request):
        return redirect("accounts:sessions")

    def post(self, request):
        ended = end_other_sessions(keep=request.session.session_key, by=request.user)
        request.session[HASH_SESSION_KEY] = request.user.get_session_auth_hash()  # this one goes on
        many = ngettext("%(num)s other session has ended.", "%(num)s other sessions have ended.", ended)
        messages.success(request, many % {"num": ended})
        return redirect("accounts:sessions")
