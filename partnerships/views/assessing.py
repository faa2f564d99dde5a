"""Is it a partnership? The questions, the assessment, the decision."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.editing import EditPage
from core.models import AuditEvent
from core.policies import allows
from core.views import FormPage, Page
from councils.models import Council
from partnerships import actions
from partnerships.classification import QUESTIONS, REASONS
from partnerships.forms.assessing import CaseForm, DecideForm, StartForm
from partnerships.models import Assessment, Decision
from partnerships.weighing import BENEFITS, CHALLENGES, words_of


class Start(FormPage):
    """Six questions about what one wants to do with others."""

    policy = "partnerships.start"
    form_class = StartForm
    title = gettext_lazy("Is it a partnership?")
    template_name = "partnerships/form.html"

    def form_kwargs(self):
        own = Council.objects.filter(pk__in=self.request.user.officer_council_ids())
        return {"councils": own.current().by_name(), "suggest_url": reverse("councils:suggest")}

    def context(self):
        lead = _(
            "Six questions show whether it is a partnership, a contract, a grant or something else. "
            "Your answers and the reasons are kept."
        )
        return {**super().context(), "back_url": reverse("partnerships:list"), "lead": lead}

    def done(self, form):
        data = form.cleaned_data
        assessment = actions.start_assessment(
            council=data["council"],
            title=data["title"],
            partner=form.cleaned_data["who"],
            answers=form.answers(),
            by=self.request.user,
        )
        return redirect(assessment)


class AssessmentPage(Page, abstract=True):
    """A page about one assessment."""

    policy = "partnerships.assess"
    lookup = {"reference": "reference"}

    def scope(self):
        return Assessment.objects.visible_to(self.request.user).whole()

    def hub(self):
        return self.record.get_absolute_url()


class ShowAssessment(AssessmentPage):
    """What it is and why; what was thought; what was decided."""

    policy = "partnerships.read_assessment"
    template_name = "partnerships/assessment.html"

    def context(self):
        assessment, person = self.record, self.request.user
        chosen = {question.name: dict(question.choices) for question in QUESTIONS}
        answers = assessment.answers
        return {
            "assessment": assessment,
            "answers": [(q.text, chosen[q.name][answers[q.name]]) for q in QUESTIONS],
            "reasons": [REASONS[code] for code in assessment.reasons],
            "benefits": words_of(BENEFITS, assessment.benefits),
            "challenges": words_of(CHALLENGES, assessment.challenges),
            "may_assess": allows(person, "partnerships.assess", assessment) and not assessment.is_settled,
            "not_counted": "" if assessment.counts else actions.not_counted(assessment),
            "events": AuditEvent.objects.about(assessment).readable_by(person)[:20],
        }


class Case(EditPage, AssessmentPage):
    """What is thought through before somebody decides."""

    form_class = CaseForm
    title = gettext_lazy("Is it the best way?")
    template_name = "partnerships/form.html"

    def stored(self):
        return actions.case_of(self.record)

    def context(self):
        return {**super().context(), "back_url": self.hub(), "lead": ""}

    def done(self, form):
        actions.write_case(assessment=self.record, facts=form.cleaned_data, seen=self.seen(form), by=self.request.user)
        messages.success(self.request, _("Saved"))
        return redirect(self.hub())


class Decide(FormPage, AssessmentPage):
    """What was decided. Going ahead leads to the new entry."""

    form_class = DecideForm
    title = gettext_lazy("What was decided?")
    template_name = "partnerships/form.html"

    def form_kwargs(self):
        return {"initial": {"decided_on": timezone.localdate()}}

    def context(self):
        return {**super().context(), "back_url": self.hub(), "lead": ""}

    def done(self, form):
        decided = actions.decide(assessment=self.record, by=self.request.user, **form.cleaned_data)
        if decided.decision == Decision.PROCEED:
            messages.success(self.request, _("Entered in the register. Fill in what it needs to go live."))
            return redirect("partnerships:edit", decided.partnership.reference, "basics")
        messages.success(self.request, _("The decision is kept"))
        return redirect(self.hub())
