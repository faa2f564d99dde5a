"""A principal's own portal: settings part by part, each with a preview; and its stylesheet and logo, for everyone."""

import base64
from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from core.csv import Export, moment
from core.editing import ConfirmPage, EditPage
from core.formatting import money
from core.models import StoredDocument
from core.pictures import Picture
from core.policies import allows
from core.reminders.plan import Schedule, day_of
from core.text import to_html
from core.views import ListPage, Page, PortalView
from councils import portal_actions as actions
from councils.looks import LOGO, colours_in, look_tried, measured, stylesheet
from councils.models import Council
from councils.portal_forms import PICTURE_KEPT
from councils.portal_parts import BY_KEY, PARTS, changes_of, label_of, shown, value_of
from councils.proportion import tier_in

FOR_EVER = "public, max-age=31536000, immutable"


class OfPortal:
    """A page about the own portal of one principal council."""

    lookup = {"slug": "slug"}

    def scope(self):
        return Council.objects.visible_to(self.request.user).principal()

    @cached_property
    def portal(self):
        return actions.portal_of(self.record)


class OwnPortalPage(OfPortal, Page):
    """All settings as they are, each part with the way to change it."""

    policy = "councils.see_portal"
    template_name = "councils/own_portal.html"

    def context(self):
        return {
            "council": self.record,
            "portal": self.portal,
            "rules": to_html(self.portal.rules),
            "parts": [(part, part.answers(self.portal)) for part in PARTS],
            "may_edit": allows(self.request.user, "councils.edit_portal", self.record),
        }


class OwnPortalHistory(OfPortal, ListPage):
    """Who changed what, and when."""

    policy = "councils.see_portal"
    template_name = "councils/own_portal_history.html"
    export = Export("own-portal-history", ("at", "by", "change"), lambda c: (moment(c.at), c.by, c.text), licence="")

    def rows(self):
        return changes_of(self.portal)

    def context(self):
        return {"council": self.record}


class OfPart(OfPortal):
    """A page about one part of the settings; what was typed waits in the session until it is saved."""

    policy = "councils.edit_portal"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        if kwargs["part"] not in BY_KEY:
            raise Http404
        self.part = BY_KEY[kwargs["part"]]
        self.form_class = self.part.form

    @property
    def address(self):
        return {"slug": self.record.slug, "part": self.part.key}

    @property
    def draft_key(self):
        return f"portal:{self.record.pk}:{self.part.key}"

    @property
    def draft(self):
        """{"values": …, "logo": …} of the page before, or nothing."""
        return self.request.session.get(self.draft_key, {})


class OwnPortalPart(OfPart, EditPage):
    """One part as a form; nothing is saved before its preview."""

    template_name = "councils/own_portal_part.html"

    def stored(self):
        names = [name for name in self.part.names if name != "logo"]
        return actions.answers_of(self.portal, names)

    def form_kwargs(self):
        typed = self.draft.get("values", {}) if "again" in self.request.GET else {}
        kwargs = {"initial": {**self.stored(), **typed}}
        if self.part.key == "logo":
            kwargs |= {"has_logo": bool(self.portal.logo), "kept_logo": bool(self.draft.get("logo"))}
        return kwargs

    def post(self, request, *args, **kwargs):
        response = super().post(request, *args, **kwargs)
        if self.part.key == "logo" and response.status_code == 200:
            return self.page(form=self.with_kept_logo(response.context_data["form"]))
        return response

    def with_kept_logo(self, form):
        """A picture that was chosen beside a mistake is kept, since a browser would ask for it again."""
        picture = form.cleaned_data.get("logo")
        if picture:
            self.keep({}, picture)
            form["logo"].help_text = PICTURE_KEPT
        return form

    def keep(self, values, picture):
        """Into the session, until the preview is confirmed."""
        logo = self.draft.get("logo")
        if picture:
            content = base64.b64encode(picture.content).decode()
            logo = {"content": content, "width": picture.width, "height": picture.height}
        self.request.session[self.draft_key] = {"values": values, "logo": logo}

    def words(self, form, name, value):
        return shown(name, value)

    def label(self, form, name):
        return label_of(name)

    def context(self):
        return {"council": self.record, "part": self.part}

    def done(self, form):
        typed = {name: value for name, value in form.cleaned_data.items() if name not in ("logo", "remove")}
        actions.check_own_portal(council=self.record, values=typed, seen=self.seen(form), by=self.request.user)
        self.keep(typed, form.cleaned_data.get("logo"))
        if form.cleaned_data.get("remove"):
            self.request.session[self.draft_key]["logo"] = None
            self.request.session[self.draft_key]["removes"] = True
        return redirect("councils:own-portal-check", **self.address)


class OwnPortalCheck(OfPart, ConfirmPage):
    """The preview: this very page in the new look, and every answer that would change."""

    template_name = "councils/own_portal_check.html"

    def get(self, request, *args, **kwargs):
        return super().get(request, *args, **kwargs) if self.draft else self.to_form()

    def post(self, request, *args, **kwargs):
        return super().post(request, *args, **kwargs) if self.draft else self.to_form()

    def to_form(self):
        return redirect("councils:own-portal-part", **self.address)

    @property
    def logo(self):
        """The new picture, None for no logo any more, KEEP where it stays."""
        if self.draft.get("removes"):
            return None
        kept = self.draft.get("logo")
        if not kept:
            return actions.KEEP
        return Picture(base64.b64decode(kept["content"]), kept["width"], kept["height"])

    def stored(self):
        return actions.answers_of(actions.portal_of(self.record), self.part.names)

    def changes(self, tried):
        """(label, words as stored, words as they would be), for answers that differ."""
        now = self.stored()
        pairs = [(name, now[name], value_of(tried, name)) for name in self.part.names]
        return [(label_of(name), shown(name, old), shown(name, new)) for name, old, new in pairs if old != new]

    def tried(self):
        """The settings with the draft in them, not saved."""
        return actions.tried(self.record, self.draft["values"], self.logo)

    def page(self, **extra):
        tried = self.tried()
        look = look_tried(tried)
        if self.part.key in ("look", "logo"):
            self.request.look = look
        more = {"tried": tried, "rules": to_html(tried.rules), "look_tried": look, "changes": self.changes(tried)}
        return super().page(**more, contrasts=measured(tried), **extra)

    def context(self):
        return {
            "council": self.record,
            "part": self.part,
            "dates": self.example,
            "examples": self.examples,
            "nobody": self.nobody_left,
        }

    def example(self, portal):
        """The reply-by date and the reminders of a charter that is sent today."""
        today = timezone.localdate()
        due_on = today + timedelta(days=portal.reply_days)
        plan = Schedule(due_on, portal.reminder_offsets, today, self.record.nation)
        days = sorted(day_of(plan, offset) for offset in portal.reminder_offsets)
        return due_on, [day for day in days if day > today]

    def examples(self, portal):
        """(value, tier) just below and at each border."""
        borders = (portal.standard_from, portal.full_from)
        return [(money(pence), tier_in(portal, pence).label) for at in borders for pence in (at - 1, at)]

    def nobody_left(self, portal):
        """True if nobody who has the right to sign today holds one of these roles."""
        able = self.record.memberships.current().signatories()
        return not able.filter(role__in=portal.countersign_roles).exists()

    def confirmed(self, seen):
        values = self.draft["values"]
        actions.change_own_portal(council=self.record, values=values, logo=self.logo, seen=seen, by=self.request.user)
        del self.request.session[self.draft_key]
        messages.success(self.request, _("%(part)s saved") % {"part": self.part.title})
        return redirect("councils:own-portal", slug=self.record.slug)


class LookStyle(PortalView):
    """The stylesheet of three colours; they are its address, so it never changes."""

    policy = "core.public"

    def get(self, request, colours):
        found = colours_in(colours)
        if found is None:
            raise Http404
        return HttpResponse(stylesheet(*found), content_type="text/css", headers={"Cache-Control": FOR_EVER})


class LogoFile(PortalView):
    """A logo as it was uploaded and drawn anew; e-mails show it for as long as they are kept."""

    policy = "core.public"
    lookup = {"sha256": "digest"}

    def scope(self):
        return StoredDocument.objects.filter(kind=LOGO)

    def get(self, request, digest):
        return HttpResponse(self.record.content, content_type="image/png", headers={"Cache-Control": FOR_EVER})
