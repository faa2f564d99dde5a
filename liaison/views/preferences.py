"""How a council wants to be in touch: read by both sides, said by each of itself."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.editing import EditPage
from core.policies import allows
from core.views import Page
from councils.models import Council
from liaison import actions
from liaison.forms.preferences import PreferenceForm
from liaison.models import CommsPreference


class Reach(Page):
    """What the council said; of a local council also what its principals said."""

    policy = "liaison.see_preferences"
    lookup = {"slug": "slug"}
    template_name = "liaison/reach.html"

    def scope(self):
        return Council.objects.visible_to(self.request.user)

    def context(self):
        council, person = self.record, self.request.user
        sides = [council, *(council.parent_list if council.is_local else [])]
        asked = [side for side in sides if allows(person, "liaison.see_preferences", side)]
        rows = CommsPreference.objects.visible_to(person).of_councils(asked).whole()
        said = {row.council_id: row for row in rows}
        return {
            "council": council,
            "sides": [(each, said.get(each.pk), allows(person, "liaison.keep_preference", each)) for each in asked],
            "sees_contacts": allows(person, "liaison.see_contacts", council),
        }


class ChangeReach(EditPage):
    """Say it, or confirm it."""

    policy = "liaison.keep_preference"
    lookup = {"slug": "slug"}
    form_class = PreferenceForm
    template_name = "liaison/form.html"
    title = gettext_lazy("How do you want to be in touch?")

    def scope(self):
        return Council.objects.visible_to(self.request.user)

    def stored(self):
        return actions.preference_words(self.record)

    def context(self):
        back_url = reverse("liaison:reach", args=[self.record.slug])
        return {**super().context(), "lead": self.record.full_name, "back_url": back_url}

    def done(self, form):
        row = actions.save_preference(
            council=self.record, seen=self.seen(form), by=self.request.user, **form.cleaned_data
        )
        messages.success(self.request, _("Saved. The other side reads it beside its contacts with you."))
        return redirect(row)
