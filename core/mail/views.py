"""The administrator's pages about mail: what did not go out, which addresses fail, what people wrote back."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.csv import Export, moment
from core.emails import KINDS
from core.exceptions import Refused
from core.mail import actions
from core.mail.figures import figures
from core.mail.filters import MailForm
from core.models import AddressState, IncomingEmail, OutgoingEmail
from core.views import ListPage, Page

MOST_CHOSEN = 1000  # e-mails dealt with by one press of a button


class Outbox(ListPage):
    """E-mails that wait, failed or were withheld; never what is in them."""

    policy = "core.see_mail"
    template_name = "core/mail/outbox.html"
    export = Export(
        "outbox",
        ("to", "kind", "subject", "status", "attempts", "created_at", "next_attempt_at", "sent_at", "last_error"),
        lambda mail: (mail.to, mail.kind, mail.subject_shown or mail.subject, mail.status, mail.attempts,
                      moment(mail.created_at), moment(mail.next_attempt_at), moment(mail.sent_at), mail.last_error),
        licence="",
    )  # fmt: skip

    def rows(self):
        return self.found()

    def found(self):
        self.form = MailForm(self.request.GET)
        return self.form.emails(OutgoingEmail.objects.visible_to(self.request.user))

    def context(self):
        names = {key: str(kind.kind_name) for key, kind in KINDS.items()}
        return {"form": self.form, "figures": figures(), "names": names, "query": self.request.GET.urlencode()}

    def page(self, **extra):
        rows = self.found()  # before the context, which shows the form
        return super().page(total=rows.count(), **extra)

    def chosen(self):
        """The e-mails that were ticked, or all that fit the filters."""
        if self.request.POST.get("all") == "yes":
            found = self.found()
        else:
            keys = [int(key) for key in self.request.POST.getlist("email") if key.isdecimal() and len(key) < 18]
            found = OutgoingEmail.objects.visible_to(self.request.user).filter(pk__in=keys)
        return OutgoingEmail.objects.filter(pk__in=list(found.values_list("pk", flat=True)[:MOST_CHOSEN]))

    def post(self, request, *args, **kwargs):
        verb = {"retry": self._retry, "cancel": self._cancel}.get(request.POST.get("do"))
        if verb:
            verb(self.chosen())
        return redirect(f"{reverse('core:outbox')}?{request.GET.urlencode()}")

    def _retry(self, emails):
        tried, kept = actions.retry_emails(emails=emails, by=self.request.user)
        if tried:
            words = ngettext("%(num)s e-mail is tried again", "%(num)s e-mails are tried again", tried)
            messages.success(self.request, words % {"num": tried})
        if kept:
            words = ngettext(
                "%(num)s e-mail stays here: its address fails. Clear the address first.",
                "%(num)s e-mails stay here: their addresses fail. Clear the addresses first.",
                kept,
            )
            messages.warning(self.request, words % {"num": kept})
        if not tried and not kept:
            messages.warning(self.request, _("Select at least one e-mail that has not been sent"))

    def _cancel(self, emails):
        many = actions.cancel_emails(emails=emails, by=self.request.user)
        if many:
            words = ngettext("%(num)s e-mail is cancelled", "%(num)s e-mails are cancelled", many)
            messages.success(self.request, words % {"num": many})
        else:
            messages.warning(self.request, _("Select at least one e-mail that has not been sent"))


class Addresses(ListPage):
    """Addresses that e-mail does not reach, and what the other server said."""

    policy = "core.see_mail"
    template_name = "core/mail/addresses.html"
    export = Export(
        "addresses",
        ("address", "state", "since", "failures", "last_failure", "evidence"),
        lambda row: (row.address, row.state, moment(row.since), row.count, moment(row.last_failure), row.evidence),
        licence="",
    )

    def rows(self):
        return AddressState.objects.visible_to(self.request.user).failing().order_by("-since", "pk")

    def post(self, request, *args, **kwargs):
        address = request.POST.get("address", "")
        try:
            released = actions.clear_address(address=address, by=request.user)
        except Refused as refusal:
            messages.warning(request, refusal.message)
        else:
            messages.success(request, cleared_words(address, released))
        return redirect("core:addresses")


def cleared_words(address, released):
    """What clearing an address has done."""
    words = _("E-mail is sent to %(address)s again.") % {"address": address}
    if not released:
        return words
    more = ngettext("%(num)s that was withheld is sent now.", "%(num)s that were withheld are sent now.", released)
    return f"{words} {more % {'num': released}}"


class Letters(ListPage):
    """What people wrote back, and where it went."""

    policy = "core.see_mail"
    template_name = "core/mail/letters.html"
    export = Export(
        "letters",
        ("received_at", "sender", "subject", "sort", "forwarded_to", "settled_at"),
        lambda letter: (moment(letter.received_at), letter.sender, letter.subject, letter.sort,
                        letter.forwarded.to if letter.forwarded else "", moment(letter.settled_at)),
        licence="",
    )  # fmt: skip

    def rows(self):
        letters = IncomingEmail.objects.visible_to(self.request.user).letters().select_related("forwarded", "about")
        return letters.defer("text", "forwarded__text", "forwarded__html", "about__text", "about__html").order_by("-pk")


class LetterPage(Page):
    """One letter, to be answered by the administrator's own e-mail program."""

    policy = "core.see_mail"
    template_name = "core/mail/letter.html"
    lookup = {"public_id": "public_id"}

    def scope(self):
        letters = IncomingEmail.objects.visible_to(self.request.user).letters()
        return letters.select_related("forwarded", "about", "settled_by")

    def context(self):
        return {"letter": self.record}

    def post(self, request, *args, **kwargs):
        try:
            actions.settle_letter(letter=self.record, by=request.user)
        except Refused as refusal:
            messages.warning(request, refusal.message)
        return redirect("core:letters")
