"""The demonstration's doors: choose a role, read the mail."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from core.views import ListPage, Page
from demo import app, mail, roles
from demo.actions import sign_in_as

# The letter may bring its own styles and small pictures, and may do nothing else
LETTER_POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:"


class Roles(Page):
    """Who one can be here; a button signs in as that role."""

    policy = "core.public"
    template_name = "demo/roles.html"

    def context(self):
        return {"groups": roles.groups()}

    def post(self, request):
        person = roles.find(request.POST.get("role", ""))
        if person is None:
            messages.error(request, _("This role is not loaded. Run “manage.py load_demo”."))
            return redirect("demo:roles")
        sign_in_as(request, person)
        return redirect("portal:home")


class App(Page):
    """The codes that the officers' authenticator apps show now."""

    policy = "core.public"
    template_name = "demo/app.html"

    def context(self):
        return {"codes": app.codes(), "seconds": app.seconds_left()}


class Mailbox(ListPage):
    """Everything the portal has sent, newest first: here one reads the sign-in code."""

    policy = "core.public"
    template_name = "demo/mailbox.html"
    not_exported = "letters of the demonstration"

    def recipient(self):
        return self.request.GET.get("to", "").strip()[:200]

    def rows(self):
        return mail.letters(self.recipient())

    def context(self):
        return {"recipient": self.recipient(), "has_mail": mail.is_there()}


class Message(Page):
    """One letter as text, with a link to its HTML form."""

    policy = "core.public"
    template_name = "demo/message.html"

    def context(self):
        letter = mail.read(self.kwargs["key"])
        if letter is None:
            raise Http404
        return {"letter": letter}


class MessageHtml(Page):
    """The letter's HTML alone, in a sandbox: no script, nothing loaded from elsewhere."""

    policy = "core.public"

    def get(self, request, *args, **kwargs):
        letter = mail.read(self.kwargs["key"])
        if letter is None or not letter.html:
            raise Http404
        return HttpResponse(letter.html, headers={"Content-Security-Policy": LETTER_POLICY})
