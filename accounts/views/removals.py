"""For administrators: removing a person who asked for it, and the register of removals."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.actions.joining import owner_of
from accounts.actions.removal import obstacles, remove_person
from accounts.forms import AgreedForm, WhoseForm
from accounts.models import Removal, User
from accounts.who import who_is
from core.csv import Export, moment
from core.exceptions import Refused
from core.privacy.outcome import held_about
from core.views import FormPage, ListPage

CHOSEN = "person_to_remove"  # in the session, so that no address of a page names anybody


class Removals(ListPage):
    """Which accounts were removed, when and why; the register names nobody."""

    policy = "accounts.see_removals"
    template_name = "accounts/removals.html"
    export = Export(
        "removals",
        ("at", "account", "why", "records_changed"),
        lambda removal: (moment(removal.at), removal.person_id, removal.why, sum(removal.changed.values())),
        licence="",
    )

    def rows(self):
        return Removal.objects.visible_to(self.request.user).newest_first()


class ChooseToRemove(FormPage):
    """Whose account it is, by an address that signs in to it."""

    policy = "accounts.see_removals"
    form_class = WhoseForm
    template_name = "accounts/choose_to_remove.html"
    title = gettext_lazy("Remove a person who asked for it")

    def done(self, form):
        person = owner_of(form.cleaned_data["address"].strip().lower())
        if person is None:
            raise Refused(_("Nobody signs in with this address. Check how it is spelled."), field="address")
        if person == self.request.user:
            raise Refused(_("This is your own account. Remove it under “Your data”."), field="address")
        self.request.session[CHOSEN] = person.pk
        return redirect("accounts:remove-person")


class RemovePerson(FormPage):
    """What goes, what stays and why; then it is done."""

    policy = "accounts.see_removals"
    form_class = AgreedForm
    template_name = "accounts/remove_person.html"
    title = gettext_lazy("Check what is removed")

    def dispatch(self, request, *args, **kwargs):
        self.person = User.objects.filter(pk=request.session.get(CHOSEN), is_active=True).first()
        if request.user.is_authenticated and request.user.is_staff and self.person is None:
            return redirect("accounts:choose-to-remove")
        return super().dispatch(request, *args, **kwargs)

    def context(self):
        held = list(held_about(who_is(self.person)))
        return {
            **super().context(),
            "person": self.person,
            "going": [kind for kind in held if kind.goes],
            "staying": [kind for kind in held if not kind.goes],
            "obstacles": list(obstacles(self.person)),
        }

    def done(self, form):
        remove_person(person=self.person, why=Removal.Why.ON_REQUEST, by=self.request.user)
        del self.request.session[CHOSEN]
        messages.success(self.request, _("The person has been removed. A last e-mail tells them."))
        return redirect("accounts:removals")
