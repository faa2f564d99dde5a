"""What people want to be told of funding: chosen signed in, or by the link of an e-mail, and stopped by one click."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt

from core.editing import EditPage
from core.views import Page
from funding.actions.subscriptions import (
    as_typed,
    choices_of,
    choose_digests,
    councils_of,
    have_fewer_digests,
    stop_digests,
    suggested,
)
from funding.digests.running import preview_for
from funding.forms.digests import ChoicesForm
from funding.models import Reader, Rhythm, Stop

ONE_CLICK = ("List-Unsubscribe", "One-Click")


class Choices(EditPage, abstract=True):
    """How often and about what; `person` is whose choices they are."""

    form_class = ChoicesForm
    title = gettext_lazy("Funding by e-mail")

    @property
    def person(self):
        return self.request.user

    def stored(self):
        return as_typed(choices_of(self.person))

    def form_kwargs(self):
        return {**super().form_kwargs(), "councils": councils_of(self.person)}


class Subscriptions(Choices):
    """Signed in: with what the next e-mail would hold."""

    policy = "funding.subscribe"
    template_name = "funding/subscriptions.html"

    def form_kwargs(self):
        return {**super().form_kwargs(), "initial": as_typed(suggested(self.person))}

    def context(self):
        reader = Reader.objects.filter(person=self.request.user).first()
        rhythms = {rhythm for rhythm, _themes in choices_of(self.person).values()}
        wanted = [kind for kind in (Rhythm.WEEKLY, Rhythm.MONTHLY, Rhythm.NOW) if kind in rhythms]
        digest = preview_for(reader, wanted[0]) if reader and wanted else None
        return {**super().context(), "wanted": bool(wanted), "digest": digest}

    def done(self, form):
        choose_digests(person=self.person, choices=form.choices_made(), seen=self.seen(form), by=self.request.user)
        messages.success(self.request, _("Your choices are saved"))
        return redirect("funding:subscriptions")


class ReaderChoices(Choices):
    """By the link of an e-mail, without signing in."""

    policy = "funding.choose_by_link"
    template_name = "funding/reader.html"
    lookup = {"key": "key"}

    def scope(self):
        return Reader.objects.filter(person__is_active=True).select_related("person")

    @property
    def person(self):
        return self.record.person

    def done(self, form):
        choose_digests(
            person=self.person, choices=form.choices_made(), seen=self.seen(form), way=Stop.Way.LINK, by=None
        )
        messages.success(self.request, _("Your choices are saved"))
        return redirect("funding:reader", key=self.record.key)


class StopDigests(Page):
    """The address of `List-Unsubscribe`: a POST stops everything, by RFC 8058 without cookie or redirect.

    Whatever fetches the address only sees a page with buttons.
    """

    policy = "funding.choose_by_link"
    template_name = "funding/stop.html"
    lookup = {"key": "key"}

    @classmethod
    def as_view(cls, **initkwargs):
        return csrf_exempt(super().as_view(**initkwargs))  # a mail program has no cookie: the key is the proof

    def scope(self):
        return Reader.objects.filter(person__is_active=True).select_related("person")

    def context(self):
        rhythms = {rhythm for rhythm, _themes in choices_of(self.record.person).values()}
        return {"reader": self.record, "is_often": bool(rhythms & {Rhythm.NOW, Rhythm.WEEKLY}), "done": ""}

    def post(self, request, *args, **kwargs):
        name, value = ONE_CLICK
        if request.POST.get(name) == value:
            stop_digests(reader=self.record, way=Stop.Way.ONE_CLICK, by=None)
            return HttpResponse(status=200, content_type="text/plain; charset=utf-8")
        if request.POST.get("do") == "fewer":
            changed = have_fewer_digests(reader=self.record, by=None)
            return self.page(done="fewer" if changed else "")
        if request.POST.get("do") == "stop":
            stop_digests(reader=self.record, way=Stop.Way.LINK, by=None)
            return self.page(done="stopped")
        return self.page()
