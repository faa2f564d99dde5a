"""Case studies that councils write: draft, parties, approval, publication."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casestudies import actions, exports
from casestudies.models import Approval, Party, Publication
from casestudies.policies import WRITERS
from casestudies.study_forms import ApproveForm, PartyForm, ReviewForm, StartForm, WordsForm
from casestudies.wording import text_of
from casestudies.workflow import PUBLICATION
from core.editing import EditPage
from core.exceptions import Refused
from core.models import AuditEvent
from core.policies import allows
from core.views import FormPage, ListPage, Page
from councils.models import Council


class OwnStudies(ListPage):
    """Case studies of my councils, and those we are asked to approve."""

    policy = "casestudies.draft"
    template_name = "casestudies/own_list.html"
    export = exports.WRITTEN

    def rows(self):
        return Publication.objects.visible_to(self.request.user).filter(owner__isnull=False).with_study().latest_first()


class Start(FormPage):
    """A title, and for which of my councils."""

    policy = "casestudies.draft"
    form_class = StartForm
    title = gettext_lazy("Write a case study")
    template_name = "casestudies/own_form.html"

    def form_kwargs(self):
        mine = Council.objects.filter(pk__in=self.request.user.council_ids(*WRITERS))
        return {"councils": mine.current().by_name()}

    def context(self):
        return {**super().context(), "back_url": reverse("casestudies:own")}

    def done(self, form):
        owner = form.cleaned_data["owner"]
        role = Party.Role.PRINCIPAL if owner.is_principal else Party.Role.LOCAL
        publication = actions.draft_case_study(
            facts={"title": form.cleaned_data["title"]}, parties=[(owner, role)], by=self.request.user
        )
        return redirect("casestudies:own-study", publication.study.slug)


class PublicationPage(Page, abstract=True):
    """A page about one study that councils write."""

    policy = "casestudies.edit_draft"
    lookup = {"study__slug": "slug"}

    def scope(self):
        return Publication.objects.visible_to(self.request.user).filter(owner__isnull=False).with_study()

    def hub(self):
        return reverse("casestudies:own-study", args=[self.record.study.slug])

    def to_hub(self):
        return redirect(self.hub())


class OwnStudy(PublicationPage):
    """The hub: the words so far, who took part, who has approved, what can be done next."""

    policy = "casestudies.follow"
    template_name = "casestudies/own_study.html"

    def context(self):
        publication, person = self.record, self.request.user
        approvals = publication.approvals.all()
        return {
            "publication": publication,
            "study": publication.study,
            "approvals": approvals,
            "mine": [a for a in approvals if allows(person, "casestudies.approve", a) and a.answer == "asked"],
            "may_edit": allows(person, "casestudies.edit_draft", publication),
            "steps": PUBLICATION.open_to(person, publication),
            "is_due": publication.review_on and publication.review_on <= timezone.localdate(),
            "events": AuditEvent.objects.about(publication.study).readable_by(person)[:20],
        }


class EditWords(EditPage, PublicationPage):
    """The text of a draft."""

    form_class = WordsForm
    title = gettext_lazy("The words")
    template_name = "casestudies/own_form.html"

    def stored(self):
        return actions.words_of(self.record.study)

    def context(self):
        return {**super().context(), "back_url": self.hub()}

    def done(self, form):
        actions.edit_words(publication=self.record, facts=form.cleaned_data, seen=self.seen(form), by=self.request.user)
        messages.success(self.request, _("Saved"))
        return self.to_hub()


class AddParty(FormPage, PublicationPage):
    """Another council or partner that took part."""

    form_class = PartyForm
    title = gettext_lazy("Who else took part?")
    template_name = "casestudies/own_form.html"

    def form_kwargs(self):
        return {"suggest_url": reverse("councils:suggest")}

    def context(self):
        return {**super().context(), "back_url": self.hub()}

    def done(self, form):
        actions.add_party(
            publication=self.record,
            who=form.cleaned_data["who"],
            role=form.cleaned_data["role"],
            by=self.request.user,
        )
        return self.to_hub()


class RemoveParty(PublicationPage):
    """Asks before it takes somebody out of a draft."""

    template_name = "casestudies/own_remove.html"

    @property
    def party(self):
        return get_object_or_404(self.record.study.parties.all(), position=self.kwargs["number"])

    def context(self):
        return {"party": self.party, "back_url": self.hub()}

    def post(self, request, *args, **kwargs):
        actions.remove_party(publication=self.record, position=self.party.position, by=request.user)
        return self.to_hub()


class Move(PublicationPage):
    """Asks before it sends the draft out, takes it back or takes it out of the library."""

    template_name = "casestudies/own_move.html"
    verbs = {
        "ask": actions.ask_for_approval,
        "take-back": actions.take_back,
        "revise": actions.revise_study,
    }

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        if kwargs["verb"] not in self.verbs:
            raise Http404

    def context(self):
        return {"verb": self.kwargs["verb"], "study": self.record.study, "back_url": self.hub(), "refusal": ""}

    def post(self, request, *args, **kwargs):
        try:
            self.verbs[kwargs["verb"]](publication=self.record, by=request.user)
        except Refused as refusal:
            return self.page(refusal=refusal.message)
        return self.to_hub()


class Publish(FormPage, PublicationPage):
    """Into the library, with the day on which somebody looks again."""

    form_class = ReviewForm
    title = gettext_lazy("Publish it")
    template_name = "casestudies/own_form.html"

    def form_kwargs(self):
        return {"initial": {"review_on": timezone.localdate() + actions.REVIEW_AFTER}}

    def context(self):
        return {**super().context(), "back_url": self.hub()}

    def done(self, form):
        actions.publish_study(publication=self.record, by=self.request.user, **form.cleaned_data)
        messages.success(self.request, _("Published. Anyone can read it in the library now."))
        return redirect("casestudies:study", self.record.study.slug)


class Review(Publish):
    """It is still right: look again on another day."""

    policy = "casestudies.review"
    title = gettext_lazy("It is still right")

    def done(self, form):
        actions.review_study(publication=self.record, by=self.request.user, **form.cleaned_data)
        messages.success(self.request, _("Thank you. We remind you on that day."))
        return self.to_hub()


class Approve(EditPage):
    """One council reads the words and approves them, or says what should be changed."""

    policy = "casestudies.approve"
    form_class = ApproveForm
    template_name = "casestudies/approve.html"
    lookup = {"publication__study__slug": "slug", "council__slug": "council"}

    def scope(self):
        approvals = Approval.objects.visible_to(self.request.user)
        whole = approvals.select_related("publication__study", "publication__owner", "council")
        return whole.prefetch_related("publication__study__parties__council")

    def stored(self):
        return text_of(self.record.publication.study)

    def form_kwargs(self):
        return {}  # an answer is given anew each time

    def changed(self, refusal):
        """The words as they are now, and the answer again: nobody approves what they have not read."""
        self.record = self.find_record()
        form = self.form(self.request.POST)
        form.seen_token = self.token(refusal.now)
        problem = _("The words were changed after you opened this page. Read them as they are now, then answer.")
        response = super().refused(form, Refused(problem))
        response.status_code = 409
        return response

    def context(self):
        study = self.record.publication.study
        return {
            **super().context(),
            "approval": self.record,
            "study": study,
            "parties": study.parties.all(),
            "is_open": self.record.publication.status == "out",
        }

    def done(self, form):
        approved = form.cleaned_data["answer"] == Approval.Answer.APPROVED
        actions.answer_approval(
            approval=self.record,
            approved=approved,
            words=form.cleaned_data["words"],
            seen=self.seen(form),
            by=self.request.user,
        )
        messages.success(self.request, _("Thank you. The council that wrote it has been told."))
        return redirect("casestudies:own-study", self.record.publication.study.slug)
