"""One assignment: who answers for a council or the whole area, correcting it, ending it."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.editing import EditPage
from core.models import AuditEvent
from core.policies import allows
from core.views import FormPage, Page
from liaison import actions
from liaison.forms.officers import ChangeForm, EndForm, WithdrawForm
from liaison.models import Assignment, Cover, HandoverNote

NEWEST = 20


class AssignmentPage(Page, abstract=True):
    """A page about one assignment."""

    policy = "liaison.keep_assignment"
    lookup = {"public_id": "public_id"}

    def scope(self):
        return Assignment.objects.visible_to(self.request.user).whole()

    def about(self):
        """What every page about one names."""
        return {"assignment": self.record, "back_url": self.record.get_absolute_url(), "lead": str(self.record)}


class ShowAssignment(AssignmentPage):
    """Who, for whom, what for, since when; what happened; who it was before."""

    policy = "liaison.see_assignment"
    template_name = "liaison/assignment.html"

    def context(self):
        row, person = self.record, self.request.user
        others = Assignment.objects.visible_to(person).of_principal(row.principal).filter(council=row.council)
        cover = Cover.objects.filter(away=row.membership).current().with_people().first()
        return {
            **self.about(),
            "keeps": allows(person, "liaison.keep_assignment", row) and not (row.is_over or row.is_withdrawn),
            "cover": cover,
            "keeps_over": allows(person, "liaison.keep_assignment", row),
            "note": HandoverNote.objects.visible_to(person).filter(pk=row.handed_over_id).first(),
            "others": others.filter(role=row.role).exclude(pk=row.pk).whole()[:NEWEST],
            "events": AuditEvent.objects.about(row).readable_by(person)[:NEWEST],
        }


class Change(EditPage, AssignmentPage):
    """Correct post and remit."""

    form_class = ChangeForm
    template_name = "liaison/form.html"
    title = gettext_lazy("Correct post and remit")

    def stored(self):
        return actions.words_of(self.record)

    def context(self):
        return {**super().context(), **self.about()}

    def done(self, form):
        actions.change_assignment(
            assignment=self.record, seen=self.seen(form), by=self.request.user, **form.cleaned_data
        )
        messages.success(self.request, _("Saved."))
        return redirect(self.record)


class End(FormPage, AssignmentPage):
    """The last day and why; or that it never begins."""

    template_name = "liaison/end.html"

    @property
    def form_class(self):
        return WithdrawForm if self.record.is_to_come else EndForm

    @property
    def title(self):
        return _("It will not begin after all") if self.record.is_to_come else _("When does it end?")

    def context(self):
        facts = {"leaver": self.record.membership.public_id, "to_come": self.record.is_to_come}
        return {**super().context(), **self.about(), **facts}

    def done(self, form):
        if self.record.is_to_come:
            actions.withdraw_assignment(assignment=self.record, by=self.request.user)
        else:
            actions.end_assignment(assignment=self.record, by=self.request.user, **form.cleaned_data)
        messages.success(self.request, _("Saved."))
        return redirect(self.record)
