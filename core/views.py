"""Base views: no page without a policy, no record without a scope, no write in a GET."""

import sys
from contextlib import nullcontext

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.core.paginator import Paginator
from django.db import InterfaceError, OperationalError, connection
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View
from redis.exceptions import RedisError

from core.csv import Export
from core.exceptions import Refused
from core.policies import POLICIES, allows
from core.reading import reads_only

READING = {"GET", "HEAD", "OPTIONS"}
AWAY = (OperationalError, InterfaceError, RedisError)  # PostgreSQL or Valkey restarts, or makes us wait too long
TRY_AGAIN_AFTER = 30  # seconds


class PortalView(View):
    """A page. Subclasses must name a policy; `scope()` says which records the person may see at all."""

    policy = None
    record = None
    writes_on_get = False  # True only where another site's protocol comes back by GET; a test knows each
    shown_after_sign_in = False  # a visitor who cannot see the record may, once signed in
    lookup = {}  # {"slug": "council_slug"}: field of the record and the URL argument that names it

    def __init_subclass__(cls, abstract=False, **kwargs):
        super().__init_subclass__(**kwargs)
        if not abstract and cls.policy not in POLICIES:
            raise ImproperlyConfigured(f"{cls.__qualname__} must name a known policy")

    @classmethod
    def as_view(cls, **initkwargs):
        view = super().as_view(**initkwargs)
        view.login_required = not POLICIES[cls.policy].public
        return view

    def scope(self):
        """The queryset in which the record must be found; None for a page about no single record."""
        return None

    def find_record(self):
        """The record of this page: 404 when it does not exist or is none of this person's business."""
        queryset = self.scope()
        if queryset is None:
            return None
        record = queryset.filter(**{f: self.kwargs[argument] for f, argument in self.lookup.items()}).first()
        if record is None:
            raise Http404
        return record

    def dispatch(self, request, *args, **kwargs):
        reading = request.method in READING and not self.writes_on_get
        with reads_only() if reading else nullcontext():
            try:
                response = self.answer(request, *args, **kwargs)
            except Refused as refusal:  # what no form has caught
                response = TemplateResponse(request, "core/refused.html", {"message": refusal.message}, status=409)
            if reading and hasattr(response, "render") and not response.is_rendered:
                response.render()
        return response

    def answer(self, request, *args, **kwargs):
        """Find the record, ask the policy, then what Django does."""
        try:
            self.record = self.find_record()
        except Http404:
            if self.shown_after_sign_in and not request.user.is_authenticated:
                return self.refuse()
            raise
        if not allows(request.user, self.policy, self.record):
            return self.refuse()
        return super().dispatch(request, *args, **kwargs)

    def refuse(self):
        """A visitor is sent to sign in; a signed-in person is told no."""
        if self.request.user.is_authenticated:
            raise PermissionDenied(self.policy)
        return redirect_to_login(self.request.get_full_path())


class Page(PortalView, abstract=True):
    """A page that shows something: `template_name` with `context()`."""

    template_name = None

    def context(self):
        """The names the template may use."""
        return {}

    def page(self, **extra):
        return TemplateResponse(self.request, self.template_name, {"view": self, **self.context(), **extra})

    def get(self, request, *args, **kwargs):
        return self.page()


class ExportedPage(Page, abstract=True):
    """A page whose `rows()` can be taken along.

    `export` is an `Export` of `core.csv`, answered at `?format=csv` with the same rows by the same filter, or the name
    of the address that writes it. A list without one says why in `not_exported`.
    """

    export = None
    not_exported = ""

    def rows(self):
        raise NotImplementedError

    def get(self, request, *args, **kwargs):
        if isinstance(self.export, Export) and request.GET.get("format") == "csv":
            return self.download()
        return super().get(request, *args, **kwargs)

    def download(self):
        """All rows of the list as it is filtered."""
        return self.export.response(self.rows())

    @property
    def export_url(self):
        """Where “Download as CSV” leads."""
        query = self.request.GET.copy()
        query.pop("page", None)
        if isinstance(self.export, Export):
            query["format"] = "csv"
            return f"?{query.urlencode()}"
        address = reverse(self.export, kwargs=self.kwargs)
        return f"{address}?{query.urlencode()}" if query else address


class ListPage(ExportedPage, abstract=True):
    """A page of `rows()`, `per_page` at a time; a page number out of range shows the nearest page."""

    per_page = 50

    def page(self, **extra):
        rows = Paginator(self.rows(), self.per_page).get_page(self.request.GET.get("page"))
        return super().page(rows=rows, **extra)


class FormPage(Page, abstract=True):
    """A form: shown, filled wrongly (message at the field, nothing lost), or done."""

    form_class = None
    template_name = "core/form.html"
    title = ""
    submit = ""

    def form_kwargs(self):
        return {}

    def form(self, *args):
        return self.form_class(*args, **self.form_kwargs())

    def context(self):
        return {"title": self.title, "submit": self.submit or _("Continue")}

    def get(self, request, *args, **kwargs):
        return self.page(form=self.form())

    def post(self, request, *args, **kwargs):
        form = self.form(request.POST, request.FILES)
        if form.is_valid():
            try:
                return self.done(form)
            except Refused as refusal:
                return self.refused(form, refusal)
        return self.page(form=form)

    def refused(self, form, refusal):
        """The form again with the reason, at its field if it has one."""
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        return self.page(form=form)

    def done(self, form):
        """Call the action and answer with a redirect; a `Refused` lands on the form."""
        raise NotImplementedError


class KeepAlive(PortalView):
    """The timeout warning's "Stay signed in": any request renews the session, this one says so."""

    policy = "core.signed_in"

    def post(self, request):
        request.session.modified = True
        return JsonResponse({"seconds": request.session.get_expiry_age()})


class StaticPage(Page):
    """A page of fixed text, such as the accessibility statement."""

    policy = "core.public"


class HealthCheck(PortalView):
    """For the load balancer: answers when the database does."""

    policy = "core.public"

    def get(self, request):
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return JsonResponse({"status": "ok"})


def csrf_failure(request, reason=""):
    """The form was too old or came from elsewhere: say so, and how to go on."""
    return render(request, "403_csrf.html", status=403)


def server_error(request):
    """A part of the portal that is away for a moment is no fault of ours to look for: say when to try again."""
    if isinstance(sys.exc_info()[1], AWAY):
        return HttpResponse(render_to_string("503.html"), status=503, headers={"Retry-After": TRY_AGAIN_AFTER})
    return HttpResponse(render_to_string("500.html"), status=500)
