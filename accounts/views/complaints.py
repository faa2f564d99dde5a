"""Data protection complaints: made by anyone, handled by administrators."""

from datetime import date

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.actions.complaints import acknowledge_complaint, answer_complaint, close_complaint, make_complaint
from accounts.complaint_forms import ComplaintForm, HandleForm
from accounts.models import DataComplaint
from accounts.views.signin import too_many
from accounts.workflow import COMPLAINT
from core.csv import Export, moment
from core.views import FormPage, ListPage, Page

MADE = "complaint_made"  # in the session: reference and day, for the page after it


class Complain(FormPage):
    """The form, for visitors and for people who are signed in."""

    policy = "accounts.complain"
    form_class = ComplaintForm
    template_name = "accounts/complain.html"
    title = gettext_lazy("Make a data protection complaint")

    def form_kwargs(self):
        person = self.request.user
        return {"initial": {"name": person.name, "address": person.email}} if person.is_authenticated else {}

    def post(self, request, *args, **kwargs):
        return too_many(request, "complain") or super().post(request, *args, **kwargs)

    def done(self, form):
        complaint = make_complaint(by=self.request.user, **form.cleaned_data)
        self.request.session[MADE] = [complaint.reference, complaint.acknowledge_by.isoformat()]
        return redirect("accounts:complaint-made")


class ComplaintMade(Page):
    """The reference, and by when somebody acknowledges it."""

    policy = "accounts.complain"
    template_name = "accounts/complaint_made.html"

    def get(self, request, *args, **kwargs):
        return super().get(request, *args, **kwargs) if MADE in request.session else redirect("accounts:complain")

    def context(self):
        reference, day = self.request.session[MADE]
        return {"reference": reference, "day": date.fromisoformat(day)}


class Complaints(ListPage):
    """What is to be acknowledged first, by its day."""

    policy = "accounts.handle_complaint"
    template_name = "accounts/complaints.html"
    export = Export(
        "data-protection-complaints",
        ("reference", "made_at", "acknowledge_by", "status", "council", "acknowledged_at", "answered_at", "closed_at"),
        lambda each: (each.reference, moment(each.made_at), each.acknowledge_by, each.status, each.council_text,
                      moment(each.acknowledged_at), moment(each.answered_at), moment(each.closed_at)),
    )  # fmt: skip

    def rows(self):
        return DataComplaint.objects.visible_to(self.request.user).urgent_first()


class Complaint(FormPage):
    """One complaint, and the next step."""

    policy = "accounts.handle_complaint"
    form_class = HandleForm
    template_name = "accounts/complaint.html"
    title = gettext_lazy("Data protection complaint")
    lookup = {"public_id": "public_id"}

    def scope(self):
        return DataComplaint.objects.visible_to(self.request.user).with_people()

    def form_kwargs(self):
        return {"steps": COMPLAINT.open_to(self.request.user, self.record)}

    def context(self):
        return {**super().context(), "complaint": self.record, "open": bool(self.form_kwargs()["steps"])}

    def done(self, form):
        by, step = self.request.user, form.cleaned_data["step"]
        if step == "answer":
            answer_complaint(complaint=self.record, answer=form.cleaned_data["answer"], by=by)
        else:
            {"acknowledge": acknowledge_complaint, "close": close_complaint}[step](complaint=self.record, by=by)
        messages.success(self.request, _("Complaint %(reference)s: saved.") % {"reference": self.record.reference})
        return redirect("accounts:complaints")
