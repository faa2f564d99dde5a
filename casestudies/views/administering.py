"""For administrators: edit shipped texts, archive and restore studies."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casestudies import actions
from casestudies.edits import EDITABLE, find, shipped_of
from casestudies.models import CaseStudy, LibraryLoad, LocalEdit, Publication
from casestudies.study_forms import ArchiveForm, EditTextForm
from core.editing import EditPage
from core.exceptions import Refused
from core.policies import allows
from core.views import FormPage, Page


class Administer(Page):
    """What the library holds, what was edited here, what was loaded when."""

    policy = "casestudies.administer"
    template_name = "casestudies/administer.html"

    def context(self):
        edits = list(LocalEdit.objects.filter().select_related("edited_by"))
        shipped = shipped_of(edits)
        return {
            "edits": [(e, self._label(e), self._is_stale(e, shipped.get((e.kind, e.key)))) for e in edits],
            "archived": Publication.objects.visible_to(self.request.user).filter(status="archived").with_study(),
            "loads": LibraryLoad.objects.visible_to(self.request.user).filter()[:20],
        }

    def _label(self, edit):
        editable = EDITABLE.get(edit.kind)
        return editable.fields.get(edit.field, edit.field) if editable else edit.field

    def _is_stale(self, edit, row):
        """The edition loaded since says something else than what the edit replaced."""
        return row is not None and getattr(row, edit.field, edit.shipped) != edit.shipped


class EditShipped(EditPage):
    """The texts of one shipped record."""

    policy = "casestudies.administer"
    form_class = EditTextForm
    template_name = "casestudies/edit_shipped.html"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.kind = kwargs["kind"]
        if self.kind not in EDITABLE:
            raise Http404

    def form_kwargs(self):
        return {**super().form_kwargs(), "editable": EDITABLE[self.kind]}

    def find_record(self):
        record = find(self.kind, self.kwargs["key"])
        if record is None and allows(self.request.user, self.policy):
            raise Http404
        return record

    def stored(self):
        return actions.texts_of(self.kind, self.record)

    def context(self):
        return {**super().context(), "row": self.record, "back_url": self.back_url()}

    def back_url(self):
        """The page on which the text stands."""
        pages = {
            "study": ("casestudies:study", [self.kwargs["key"]]),
            "chapter": ("casestudies:chapter", [self.kwargs["key"]]),
            "item": ("casestudies:chapter", [self.kwargs["key"].partition(".")[0]]),
            "resource": ("casestudies:resources", []),
            "perspective": ("casestudies:other-side", []),
        }
        name, args = pages[self.kind]
        return reverse(name, args=args)

    def done(self, form):
        changed = actions.edit_shipped(
            kind=self.kind,
            row=self.record,
            texts=form.cleaned_data,
            seen=self.seen(form),
            by=self.request.user,
        )
        messages.success(self.request, _("Saved") if changed else _("Nothing was changed"))
        return redirect(self.back_url())


class Archive(FormPage):
    """Out of the library with a reason, or back into it."""

    policy = "casestudies.archive"
    form_class = ArchiveForm
    title = gettext_lazy("Archive it")
    template_name = "casestudies/archive.html"
    lookup = {"slug": "slug"}

    def scope(self):
        return CaseStudy.objects.visible_to(self.request.user).select_related("publication__owner")

    @property
    def publication(self):
        return getattr(self.record, "publication", None)

    def context(self):
        archived = self.publication is not None and self.publication.status == "archived"
        return {
            **super().context(),
            "study": self.record,
            "publication": self.publication,
            "is_archived": archived,
            "may_restore": allows(self.request.user, "casestudies.administer"),
        }

    def post(self, request, *args, **kwargs):
        if "restore" not in request.POST:
            return super().post(request, *args, **kwargs)
        try:
            if self.publication is None:
                raise Refused(_("It is in the library"))
            actions.restore_study(publication=self.publication, by=request.user)
        except Refused as refusal:
            messages.error(request, refusal.message)
            return redirect("casestudies:archive", self.record.slug)
        messages.success(request, _("It is in the library again"))
        return redirect("casestudies:study", self.record.slug)

    def done(self, form):
        actions.archive_study(study=self.record, by=self.request.user, **form.cleaned_data)
        messages.success(self.request, _("Archived. Nobody finds it in the library any more; nothing is deleted."))
        return redirect("casestudies:archive", self.record.slug)
