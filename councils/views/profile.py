"""The profile as a task list: one page per group, check, confirm, history."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from core.csv import Export, moment
from core.editing import ConfirmPage, EditPage
from core.policies import allows
from core.views import ListPage, Page
from councils import actions
from councils.history import changes_of
from councils.models import Council, Profile
from councils.profile_pages import BY_KEY, PAGES, label_of, shown, value_of


class OfCouncil:
    """A page about one council's profile."""

    lookup = {"slug": "slug"}

    def scope(self):
        return Council.objects.visible_to(self.request.user).with_parents()

    @property
    def profile(self):
        """What is stored, or a blank sheet: reading writes nothing."""
        return Profile.objects.filter(council=self.record).first() or Profile(council=self.record)


class ProfileTasks(OfCouncil, Page):
    """What is filled in and what is not."""

    policy = "councils.edit_profile"
    template_name = "councils/profile.html"

    def context(self):
        profile = self.profile
        tasks = [{"page": page, "answered": page.answered(self.record, profile)} for page in PAGES]
        return {"council": self.record, "profile": profile, "tasks": tasks, "warnings": profile.warnings()}


class ProfilePart(OfCouncil, EditPage):
    """One page of the profile: saved at once, to be left and taken up again."""

    policy = "councils.edit_profile"
    template_name = "councils/profile_part.html"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        if kwargs["page"] not in BY_KEY:
            raise Http404
        self.part = BY_KEY[kwargs["page"]]
        self.form_class = self.part.form

    def stored(self):
        return actions.answers_of(self.record, self.profile, self.part.names(self.record))

    def form_kwargs(self):
        return {**super().form_kwargs(), "council": self.record}

    def context(self):
        return {"council": self.record, "part": self.part}

    def refuse(self):
        """An officer whose page was open when the clerk joined may not save any more, but loses no text."""
        person, council = self.request.user, self.record
        if self.request.method != "POST" or not allows(person, "councils.read_private", council):
            return super().refuse()
        form = self.form(self.request.POST)
        form.is_valid()
        typed = [(self.label(form, name), self.words(form, name, value)) for name, value in form.cleaned_data.items()]
        context = {**self.context(), "typed": [pair for pair in typed if pair[1]], "view": self}
        return TemplateResponse(self.request, "councils/profile_taken_over.html", context, status=403)

    def done(self, form):
        profile = actions.update_profile(
            council=self.record,
            values=form.cleaned_data,
            seen=self.seen(form),
            by=self.request.user,
        )
        messages.success(self.request, _("%(page)s saved") % {"page": self.part.title})
        if self.part.key == "people" and profile.warnings():
            messages.warning(self.request, " ".join(str(text) for text in profile.warnings()))
        checking = self.request.GET.get("from") == "check"
        return redirect("councils:profile-check" if checking else "councils:profile", slug=self.record.slug)


class ProfileCheck(OfCouncil, ConfirmPage):
    """All answers on one page, to confirm that they are right."""

    policy = "councils.edit_profile"
    template_name = "councils/profile_check.html"

    def context(self):
        profile = self.profile
        sections = [
            (page, [(label_of(name), shown(name, value_of(self.record, profile, name))) for name in names])
            for page in PAGES
            if (names := page.names(self.record))
        ]
        return {
            "council": self.record,
            "profile": profile,
            "sections": sections,
            "warnings": profile.warnings(),
        }

    def stored(self):
        return actions.to_confirm(self.record, self.profile)

    def confirmed(self, seen):
        actions.confirm_profile(council=self.record, seen=seen, by=self.request.user)
        return redirect("councils:profile-confirmed", slug=self.record.slug)


class ProfileConfirmed(OfCouncil, Page):
    """The end of the task: confirmed, and when we ask again."""

    policy = "councils.edit_profile"
    template_name = "councils/profile_confirmed.html"

    def context(self):
        if self.profile.last_confirmed_at is None:
            raise Http404
        return {"council": self.record, "profile": self.profile}


class ProfileHistory(OfCouncil, ListPage):
    """Every change of the profile, for its people and the officers of its principal."""

    policy = "councils.read_private"
    template_name = "councils/profile_history.html"
    export = Export("profile-history", ("at", "by", "change"), lambda c: (moment(c.at), c.by, c.text), licence="")

    def rows(self):
        return changes_of(self.record, private=True)

    def context(self):
        return {"council": self.record}
