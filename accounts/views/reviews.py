"""The list of who has access: confirmed once a year, and as a PDF for the auditor."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from accounts.access import fingerprint_of, people_of, row_of
from accounts.actions.reviews import confirm_access
from accounts.views.people import CouncilPeople
from core.editing import ConfirmPage
from core.jobs.actions import start_job


class ConfirmPeople(ConfirmPage, CouncilPeople):
    """Are these the right people? The button says yes; what is wrong is put right on the page before."""

    policy = "accounts.confirm_access"
    template_name = "accounts/confirm_people.html"

    @cached_property
    def found(self):
        return list(people_of(self.record))

    def stored(self):
        return {"people": fingerprint_of(self.found)}

    def context(self):
        return {"council": self.record, "rows": [row_of(membership) for membership in self.found]}

    def confirmed(self, seen):
        confirm_access(council=self.record, seen=seen, by=self.request.user)
        messages.success(self.request, _("You have confirmed who has access. We ask again in a year."))
        return redirect("accounts:people", slug=self.record.slug)


class AccessList(CouncilPeople):
    """The button that has the PDF made; opened as a page it leads back."""

    def get(self, request, *args, **kwargs):
        return redirect("accounts:people", slug=self.record.slug)

    def post(self, request, *args, **kwargs):
        council = self.record
        job = start_job(
            kind="accounts.access_list",
            title=_("Who has access: %(council)s") % {"council": council.label},
            subject=council,
            council=council,
            key=f"{council.pk}:{request.user.pk}",
            by=request.user,
        )
        return redirect(job)
