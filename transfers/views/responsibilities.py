"""Who does what: one form for all functions."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.editing import EditPage
from transfers import actions
from transfers.forms.responsibilities import ResponsibilitiesForm
from transfers.views.transfers import TransferPage


class KeepResponsibilities(EditPage, TransferPage):
    """For the two sides."""

    policy = "transfers.work_on"
    template_name = "transfers/responsibilities.html"
    form_class = ResponsibilitiesForm
    title = gettext_lazy("Who does what")

    def stored(self):
        return actions.responsibilities_of(self.record)

    def form_kwargs(self):
        return {**super().form_kwargs(), "transfer": self.record}

    def context(self):
        return {**super().context(), **self.about()}

    def done(self, form):
        actions.keep_responsibilities(
            transfer=self.record, facts=form.cleaned_data, seen=self.seen(form), by=self.request.user
        )
        messages.success(self.request, _("Saved. Both councils read it."))
        return redirect(self.record)
