"""Comments on sections: said by councils, decided by the convener, told to everybody; and what differs."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from charters import actions
from charters.comments import parts_of, rounds, text_of_part
from charters.differences import VersionDifference
from charters.forms.comments import DecideForm, SectionCommentForm
from charters.models import AgreementVersion, SectionComment
from charters.views.reading import AgreementPage, VersionPage
from charters.views.signing import ResponsePage
from core.editing import EditPage
from core.policies import allows
from core.views import FormPage, Page


class Comments(AgreementPage):
    """You said, we changed: each comment of each round, what was decided and where it can be read."""

    policy = "charters.read_comments"
    template_name = "charters/comments.html"

    def context(self):
        mine = AgreementVersion.objects.visible_to(self.request.user).filter(agreement=self.record)
        return {
            "agreement": self.record,
            "readable": set(mine.values_list("pk", flat=True)),
            "rounds": rounds(self.request.user, self.record),
            "may_decide": allows(self.request.user, "charters.decide_comment", self.record),
        }


class Decide(EditPage, Page):
    """The officer decides one comment, with what the section says beside it."""

    policy = "charters.decide_comment"
    form_class = DecideForm
    template_name = "charters/comment_decide.html"
    title = gettext_lazy("Decide about a comment")
    lookup = {"response__version__agreement__reference": "reference", "pk": "pk"}

    def scope(self):
        return SectionComment.objects.visible_to(self.request.user).whole()

    def stored(self):
        return actions.decision_of(self.record)

    def context(self):
        comment = self.record
        return {
            **FormPage.context(self),
            "comment": comment,
            "agreement": comment.agreement,
            "section_text": text_of_part(comment.version, comment.section_key),
        }

    def done(self, form):
        actions.decide_comment(comment=self.record, seen=self.seen(form), by=self.request.user, **form.cleaned_data)
        messages.success(self.request, _("Decision saved"))
        return redirect("charters:comments", self.record.agreement.reference)


class CommentOnSection(EditPage, ResponsePage):
    """A council comments on one section of the version it was sent."""

    policy = "charters.answer"
    form_class = SectionCommentForm
    template_name = "charters/section_comment.html"

    @property
    def heading(self):
        found = parts_of(self.record.version).get(self.kwargs["key"])
        if found is None:
            raise Http404
        return found

    @property
    def title(self):
        return _("Comment on: %(heading)s") % {"heading": self.heading}

    def stored(self):
        return actions.comment_of(self.record, self.kwargs["key"])

    def context(self):
        section_text = text_of_part(self.record.version, self.kwargs["key"])
        return {**ResponsePage.context(self), **FormPage.context(self), "section_text": section_text}

    def done(self, form):
        kept = actions.comment_on_section(
            response=self.record,
            key=self.kwargs["key"],
            seen=self.seen(form),
            by=self.request.user,
            **form.cleaned_data,
        )
        messages.success(self.request, _("Comment saved") if kept else _("There is no comment on this section now"))
        return redirect(reverse("charters:response", args=[self.kwargs["reference"], self.kwargs["slug"]]))


class Changes(VersionPage):
    """What is different from the version before, part by part."""

    policy = "charters.read"
    template_name = "charters/changes.html"

    def older(self):
        """The newest one before it that was sent and that this person may read."""
        mine = AgreementVersion.objects.visible_to(self.request.user).filter(
            agreement=self.record.agreement, number__lt=self.record.number
        )
        return mine.sent().order_by("-number").first()

    def context(self):
        older = self.older()
        if older is None:
            raise Http404(_("There is no version before this one"))
        older.agreement = self.record.agreement
        return {
            "version": self.record,
            "agreement": self.record.agreement,
            "older": older,
            "difference": VersionDifference(older, self.record),
        }
