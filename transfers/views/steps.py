"""What is done with a transfer: its questions answered and sent back, its steps, and what a principal asks of all."""

from functools import partial

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.editing import EditPage
from core.views import FormPage
from transfers import actions
from transfers.forms.transfers import (
    AnswerForm,
    LiveForm,
    NextReviewForm,
    RequirementForm,
    ReturnForm,
    SendBackForm,
    StopForm,
    SureForm,
    today_and_next_year,
)
from transfers.models import Requirement, Transfer, TransferTask
from transfers.stages import Stage
from transfers.views.keeping import owners_of
from transfers.views.transfers import TransferPage


class TaskPage(TransferPage, abstract=True):
    """A page about one question of a transfer."""

    lookup = {"transfer__reference": "reference", "code": "code"}

    def scope(self):
        seen = Transfer.objects.visible_to(self.request.user)
        tasks = TransferTask.objects.filter(transfer__in=seen).inside(self.request.user)
        return tasks.select_related("transfer__principal", "transfer__local", "requirement", "commented_by")

    def about(self):
        transfer = self.record.transfer
        return {"task": self.record, "transfer": transfer, "back_url": transfer.get_absolute_url()}


class Answer(EditPage, TaskPage):
    """Answer it, in one go or in several."""

    policy = "transfers.answer_task"
    form_class = AnswerForm
    template_name = "transfers/task.html"

    @property
    def title(self):
        return self.record.title

    def context(self):
        return {**super().context(), **self.about()}

    def stored(self):
        return actions.answer_of(self.record)

    def form_kwargs(self):
        complete = {"complete": True} if self.record.is_done else {}
        return {"initial": {**self.stored(), **complete}, "task": self.record}

    def done(self, form):
        facts = dict(form.cleaned_data)
        complete = facts.pop("complete")
        actions.answer_task(
            task=self.record, facts=facts, complete=complete, seen=self.seen(form), by=self.request.user
        )
        words = _("Saved as complete.") if complete else _("Saved. Come back to it when you know more.")
        messages.success(self.request, words)
        return redirect(self.record.transfer)


class SendBack(FormPage, TaskPage):
    """Say at the question what is missing."""

    policy = "transfers.send_back"
    form_class = SendBackForm
    template_name = "transfers/task.html"

    @property
    def title(self):
        return _("Send back: %(question)s") % {"question": self.record.title}

    def context(self):
        return {**super().context(), **self.about()}

    def done(self, form):
        actions.send_back(task=self.record, comment=form.cleaned_data["comment"], by=self.request.user)
        messages.success(self.request, _("Sent back. The other side sees it above its answer."))
        return redirect(self.record.transfer)


publish = actions.set_transfer_published
STEPS = {
    "move_on": (SureForm, gettext_lazy("Go on to the next stage"), actions.move_on),
    "go_live": (LiveForm, gettext_lazy("It is live"), actions.go_live),
    "review": (SureForm, gettext_lazy("Begin the review"), actions.begin_review),
    "carry_on": (NextReviewForm, gettext_lazy("It goes on after the review"), actions.carry_on),
    "give_back": (ReturnForm, gettext_lazy("It goes back to the principal council"), actions.give_back),
    "stop": (StopForm, gettext_lazy("It does not go ahead"), actions.stop_transfer),
    "take_up": (SureForm, gettext_lazy("Take it up again"), actions.take_up),
    "write_agreement": (SureForm, gettext_lazy("Write its agreement"), actions.write_agreement),
    "put_schedules": (SureForm, gettext_lazy("Put the schedules into the agreement"), actions.put_schedules),
    "publish": (SureForm, gettext_lazy("Publish it"), partial(publish, published=True)),
    "unpublish": (SureForm, gettext_lazy("Take it back from the public"), partial(publish, published=False)),
}
OF_AGREEMENT = ("write_agreement", "put_schedules")
DONE = {
    "write_agreement": gettext_lazy("Written from what is known. Read it, change it, then send it to the council."),
    "put_schedules": gettext_lazy("The schedules stand in the draft as they are now."),
    "publish": gettext_lazy("Published. Everyone reads what it is and what is complete, except what is exempt."),
    "unpublish": gettext_lazy("Only the two councils read it now."),
}


class TakeStep(FormPage, TransferPage):
    """Asks before the transfer goes on, goes live, ends or is published."""

    template_name = "transfers/step.html"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        if kwargs["verb"] not in STEPS:
            raise Http404

    @property
    def form_class(self):
        return STEPS[self.kwargs["verb"]][0]

    @property
    def title(self):
        return STEPS[self.kwargs["verb"]][1]

    def form_kwargs(self):
        return {"initial": today_and_next_year() if self.kwargs["verb"] == "go_live" else {}}

    def context(self):
        verb, transfer = self.kwargs["verb"], self.record
        shown = transfer.tasks.filter(exempt="", state="done").whole() if verb == "publish" else ()
        return {**super().context(), **self.about(), "transfer": transfer, "verb": verb, "shown": shown,
                "now": Stage(transfer.stage).label}  # fmt: skip

    def done(self, form):
        _form, _title, act = STEPS[self.kwargs["verb"]]
        act(transfer=self.record, by=self.request.user, **form.cleaned_data)
        messages.success(self.request, DONE.get(self.kwargs["verb"], _("Saved. Both councils see it.")))
        if self.kwargs["verb"] in OF_AGREEMENT:
            return redirect("charters:draft", self.find_record().agreement.reference)
        return redirect(self.record)


class Requirements(FormPage):
    """What a principal council asks of transfers beside what every one is asked; one more, or one less."""

    policy = "transfers.keep_register"
    form_class = RequirementForm
    template_name = "transfers/requirements.html"
    title = gettext_lazy("What you ask of transfers")

    @cached_property
    def owners(self):
        return list(owners_of(self.request.user))

    @cached_property
    def principal(self):
        asked = self.request.GET.get("of", "")
        return next((council for council in self.owners if council.slug == asked), self.owners[0])

    def context(self):
        return {
            **super().context(),
            "principal": self.principal,
            "others": [council for council in self.owners if council != self.principal],
            "asked": Requirement.objects.filter(principal=self.principal).asked(),
            "back_url": reverse("transfers:transfers"),
        }

    def post(self, request, *args, **kwargs):
        if "end" not in request.POST:
            return super().post(request, *args, **kwargs)
        asked = Requirement.objects.filter(principal=self.principal).asked()
        number = request.POST["end"]
        requirement = get_object_or_404(asked, pk=number if number.isdecimal() and len(number) < 10 else 0)
        actions.end_requirement(requirement=requirement, by=request.user)
        messages.success(request, _("New transfers are not asked this any more."))
        return redirect(request.get_full_path())

    def done(self, form):
        actions.add_requirement(principal=self.principal, facts=form.cleaned_data, by=self.request.user)
        messages.success(self.request, _("Transfers that begin or change from now on are asked this."))
        return redirect(self.request.get_full_path())
