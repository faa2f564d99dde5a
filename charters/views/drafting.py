"""Drafting: the officer writes the text, part by part."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from charters import actions
from charters.forms import CommitmentForm, DetailsForm, SectionForm, StartForm
from charters.models import AgreementVersion, Kind
from charters.outlines import outline
from charters.views.reading import AgreementPage
from core.roles import OFFICER_ROLES
from core.views import FormPage, Page
from councils.models import Council


class AgreementStart(FormPage):
    """Begin a charter for a principal council of mine."""

    policy = "charters.start"
    form_class = StartForm
    title = gettext_lazy("Start a charter")

    def form_kwargs(self):
        return {"councils": Council.objects.filter(pk__in=self.request.user.council_ids(*OFFICER_ROLES))}

    def done(self, form):
        agreement = actions.start_agreement(kind=Kind.CHARTER, by=self.request.user, **form.cleaned_data)
        return redirect("charters:draft", agreement.reference)


class DraftPage(Page, abstract=True):
    """A page about the draft of an agreement; once it is sent there is no draft and the page is gone."""

    policy = "charters.edit"
    lookup = {"agreement__reference": "reference"}

    def scope(self):
        drafts = AgreementVersion.objects.visible_to(self.request.user).filter(status="draft")
        return drafts.select_related("agreement__convener")

    def draft_url(self):
        return reverse("charters:draft", args=[self.record.agreement.reference])


class Draft(DraftPage):
    """The parts of the draft as a task list."""

    template_name = "charters/draft.html"

    def context(self):
        version = self.record
        return {
            "version": version,
            "agreement": version.agreement,
            "sections": [(s, outline(version.agreement.kind, s.key)) for s in version.sections.all()],
            "commitments": version.commitments.all(),
        }


class DraftForm(FormPage, DraftPage, abstract=True):
    """A form about one part of the draft."""

    def context(self):
        return {**super().context(), "back_url": self.draft_url(), "caption": self.record.agreement.title}


class Details(DraftForm):
    """Title, summary and review date."""

    form_class = DetailsForm
    title = gettext_lazy("Title and summary")

    def form_kwargs(self):
        version = self.record
        initial = {
            "title": version.title,
            "summary": version.summary,
            "review_on": version.review_on,
            "what_changed": version.what_changed,
        }
        return {"initial": initial, "first_version": version.number == 1}

    def done(self, form):
        actions.edit_details(version=self.record, by=self.request.user, **form.cleaned_data)
        return redirect(self.draft_url())


class SectionEdit(DraftForm):
    """One section."""

    form_class = SectionForm
    template_name = "charters/section.html"

    @property
    def section(self):
        return get_object_or_404(self.record.sections, key=self.kwargs["key"])

    def context(self):
        guide = outline(self.record.agreement.kind, self.kwargs["key"])
        removable = guide is None or not guide.required
        return {**super().context(), "title": self.section.heading, "guide": guide, "removable": removable}

    def form_kwargs(self):
        section = self.section
        return {"initial": {"heading": section.heading, "body": section.body}}

    def done(self, form):
        actions.edit_section(section=self.section, by=self.request.user, **form.cleaned_data)
        return redirect(self.draft_url())


class SectionAdd(DraftForm):
    """A heading of one's own."""

    form_class = SectionForm
    title = gettext_lazy("Add a section")

    def done(self, form):
        actions.add_section(version=self.record, by=self.request.user, **form.cleaned_data)
        return redirect(self.draft_url())


class SectionRemove(DraftPage):
    """Asks before it removes."""

    template_name = "charters/remove.html"

    def context(self):
        section = get_object_or_404(self.record.sections, key=self.kwargs["key"])
        return {"agreement": self.record.agreement, "what": section.heading, "back_url": self.draft_url()}

    def post(self, request, *args, **kwargs):
        section = get_object_or_404(self.record.sections, key=kwargs["key"])
        actions.remove_section(section=section, by=request.user)
        return redirect(self.draft_url())


class CommitmentAdd(DraftForm):
    """A commitment, an offer or an ask."""

    form_class = CommitmentForm
    title = gettext_lazy("Add a commitment, offer or ask")

    def done(self, form):
        actions.add_commitment(version=self.record, by=self.request.user, **form.cleaned_data)
        return redirect(self.draft_url())


class CommitmentEdit(DraftForm):
    """Change one."""

    form_class = CommitmentForm
    template_name = "charters/commitment.html"
    title = gettext_lazy("Edit a commitment, offer or ask")

    @property
    def commitment(self):
        return get_object_or_404(self.record.commitments, pk=self.kwargs["pk"])

    def form_kwargs(self):
        item = self.commitment
        names = ("kind", "owner_side", "text", "measure", "due_on")
        return {"initial": {name: getattr(item, name) for name in names}}

    def done(self, form):
        actions.edit_commitment(commitment=self.commitment, by=self.request.user, **form.cleaned_data)
        return redirect(self.draft_url())


class CommitmentRemove(DraftPage):
    """Asks before it removes."""

    template_name = "charters/remove.html"

    def context(self):
        item = get_object_or_404(self.record.commitments, pk=self.kwargs["pk"])
        return {"agreement": self.record.agreement, "what": item.text, "back_url": self.draft_url()}

    def post(self, request, *args, **kwargs):
        item = get_object_or_404(self.record.commitments, pk=kwargs["pk"])
        actions.remove_commitment(commitment=item, by=request.user)
        return redirect(self.draft_url())


class NewVersion(AgreementPage):
    """Asks before it starts a new draft from the newest text."""

    policy = "charters.edit"
    template_name = "charters/new_version.html"

    def context(self):
        return {"agreement": self.record}

    def post(self, request, *args, **kwargs):
        if self.record.under_way:
            raise Http404(_("A version is already under way"))
        actions.start_new_version(agreement=self.record, by=request.user)
        return redirect("charters:draft", self.record.reference)
