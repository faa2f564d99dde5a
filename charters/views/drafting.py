"""Drafting: the officer writes the text, part by part."""

import uuid

from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from charters import actions
from charters.clauses import fitting
from charters.forms.drafting import ONE_WAY, CommitmentForm, DetailsForm, SectionForm, StartForm
from charters.models import AgreementVersion, Commitment, Kind
from charters.outlines import outline
from charters.views.reading import AgreementPage
from core.editing import ConfirmPage, EditPage
from core.roles import OFFICER_ROLES
from core.views import FormPage, Page
from councils.models import Council


class AgreementStart(FormPage):
    """Begin a charter, a one-way commitment, a memorandum or a deal for a principal council of mine."""

    policy = "charters.start"
    form_class = StartForm
    title = gettext_lazy("Start a charter or other agreement")

    def form_kwargs(self):
        return {"councils": Council.objects.filter(pk__in=self.request.user.council_ids(*OFFICER_ROLES))}

    def done(self, form):
        what = form.cleaned_data.pop("what")
        kind = Kind.CHARTER if what == ONE_WAY else what
        agreement = actions.start_agreement(
            kind=kind, one_way=what == ONE_WAY, by=self.request.user, **form.cleaned_data
        )
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
            "sections": [(s, outline(version.agreement, s.key)) for s in version.sections.all()],
            "commitments": (commitments := list(version.commitments.all())),
            "agreed": {item.grew_from for item in commitments},
        }


class DraftForm(FormPage, DraftPage, abstract=True):
    """A form about one part of the draft."""

    def context(self):
        return {**super().context(), "back_url": self.draft_url(), "caption": self.record.agreement.title}


class Details(EditPage, DraftForm):
    """Title, summary and review date."""

    form_class = DetailsForm
    title = gettext_lazy("Title and summary")

    def stored(self):
        return actions.details_of(self.record)

    def form_kwargs(self):
        return {**super().form_kwargs(), "first_version": self.record.number == 1}

    def done(self, form):
        actions.edit_details(version=self.record, seen=self.seen(form), by=self.request.user, **form.cleaned_data)
        return redirect(self.draft_url())


class PartEdit(EditPage, DraftForm, abstract=True):
    """A form about a part that somebody may have removed meanwhile: what was typed is offered as a new part."""

    def parts(self):
        """The part as a queryset of one or none."""
        raise NotImplementedError

    def choices(self):
        """What else the form needs to be made."""
        return {}

    def audit_part(self):
        raise NotImplementedError

    @property
    def part(self):
        return get_object_or_404(self.parts())

    def post(self, request, *args, **kwargs):
        return super().post(request, *args, **kwargs) if self.parts().exists() else self.gone()

    def refused(self, form, refusal):
        return super().refused(form, refusal) if self.parts().exists() else self.gone()

    def gone(self):
        """The form again; its button adds the text as a new part."""
        form = self.form_class(self.request.POST, **self.choices())
        form.action = reverse(self.add_url, args=[self.record.agreement.reference])
        message = actions.removed(self.record.agreement, self.audit_part())
        if not message:
            raise Http404
        names = {"form": form, "message": message, "view": self, **DraftForm.context(self)}
        return TemplateResponse(self.request, "charters/part_gone.html", names, status=409)


class SectionEdit(PartEdit):
    """One section."""

    form_class = SectionForm
    template_name = "charters/section.html"
    add_url = "charters:section-add"

    def parts(self):
        return self.record.sections.filter(key=self.kwargs["key"])

    @cached_property
    def clauses(self):
        return fitting(self.record.agreement, self.kwargs["key"])

    def form_kwargs(self):
        return {**super().form_kwargs(), "clauses": self.clauses}

    def audit_part(self):
        return f"section:{self.record.pk}:{self.kwargs['key']}"

    def context(self):
        guide = outline(self.record.agreement, self.kwargs["key"])
        removable = guide is None or not guide.required
        return {**super().context(), "title": self.part.heading, "guide": guide, "removable": removable}

    def stored(self):
        return actions.section_of(self.part)

    def done(self, form):
        actions.edit_section(section=self.part, seen=self.seen(form), by=self.request.user, **form.cleaned_data)
        return redirect(self.request.path if form.cleaned_data.get("clauses") else self.draft_url())


class SectionAdd(DraftForm):
    """A heading of one's own."""

    form_class = SectionForm
    title = gettext_lazy("Add a section")

    def done(self, form):
        actions.add_section(version=self.record, by=self.request.user, **form.cleaned_data)
        return redirect(self.draft_url())


class PartRemove(ConfirmPage, DraftPage, abstract=True):
    """Asks before it removes a part; says so if somebody has edited it meanwhile."""

    template_name = "charters/remove.html"

    def post(self, request, *args, **kwargs):
        return super().post(request, *args, **kwargs) if self.parts().exists() else redirect(self.draft_url())

    def context(self):
        return {
            "agreement": self.record.agreement,
            "back_url": self.draft_url(),
            **self.shown(get_object_or_404(self.parts())),
        }


class SectionRemove(PartRemove):
    """One section."""

    parts = SectionEdit.parts

    def shown(self, section):
        return {"what": section.heading, "text": section.body}

    def stored(self):
        return actions.section_of(get_object_or_404(self.parts()))

    def confirmed(self, seen):
        actions.remove_section(section=get_object_or_404(self.parts()), seen=seen, by=self.request.user)
        return redirect(self.draft_url())


def possible_owners(convener):
    """Councils that a commitment may be in the name of: the principals of the area first, then its local councils."""
    beside = Council.objects.principals_beside(convener).order_by().values("pk")
    mine = Q(pk=convener.pk) | Q(pk__in=beside) | Q(parents=convener)
    return Council.objects.current().filter(mine).distinct().order_by("-tier", "search_name", "pk")


class CommitmentAdd(DraftForm):
    """A commitment, an offer or an ask."""

    form_class = CommitmentForm
    title = gettext_lazy("Add a commitment, offer or ask")

    @cached_property
    def source(self):
        """The ask or offer that is agreed to here, as the address names it; else None."""
        try:
            key = uuid.UUID(self.request.GET.get("from", ""))
        except ValueError:
            return None
        return self.record.commitments.filter(key=key).exclude(kind=Commitment.Kind.COMMITMENT).first()

    def form_kwargs(self):
        agreement = self.record.agreement
        known = {"councils": possible_owners(agreement.convener), "one_way": agreement.one_way}
        if self.source:
            known["initial"] = {
                "kind": Commitment.Kind.COMMITMENT,
                "owner_side": self.source.answering_side,
                "owner": self.source.owner if self.source.kind == Commitment.Kind.OFFER else None,
                "text": self.source.text,
                "measure": self.source.measure,
                "target": self.source.target,
                "due_on": self.source.due_on,
            }
        return known

    def done(self, form):
        grew = {"grew_from": self.source.key} if self.source and form.cleaned_data["kind"] == "commitment" else {}
        actions.add_commitment(version=self.record, by=self.request.user, **form.cleaned_data, **grew)
        return redirect(self.draft_url())


class CommitmentEdit(PartEdit):
    """Change one."""

    form_class = CommitmentForm
    template_name = "charters/commitment.html"
    title = gettext_lazy("Edit a commitment, offer or ask")
    add_url = "charters:commitment-add"

    def parts(self):
        return self.record.commitments.filter(pk=self.kwargs["pk"])

    def choices(self):
        agreement = self.record.agreement
        return {"councils": possible_owners(agreement.convener), "one_way": agreement.one_way}

    def form_kwargs(self):
        return {**super().form_kwargs(), **self.choices()}

    def audit_part(self):
        return f"commitment:{self.kwargs['pk']}"

    def stored(self):
        return actions.commitment_of(self.part)

    def done(self, form):
        actions.edit_commitment(commitment=self.part, seen=self.seen(form), by=self.request.user, **form.cleaned_data)
        return redirect(self.draft_url())


class CommitmentRemove(PartRemove):
    """One commitment, offer or ask."""

    parts = CommitmentEdit.parts

    def shown(self, item):
        return {"what": item.text, "text": item.measure}

    def stored(self):
        return actions.commitment_of(get_object_or_404(self.parts()))

    def confirmed(self, seen):
        actions.remove_commitment(commitment=get_object_or_404(self.parts()), seen=seen, by=self.request.user)
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
