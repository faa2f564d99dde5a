"""A council goes through the guide's checklists: for itself alone, saved as it goes, dated when finished."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from casestudies import actions, exports
from casestudies.edits import Kind, edited, edited_one
from casestudies.forms import RunForm
from casestudies.models import Chapter, ChecklistRun, ItemAnswer, Printout
from casestudies.printing import result_key
from casestudies.progress import line_of, next_chapter, share_of, standings, together
from core.downloads import DocumentPage
from core.editing import EditPage
from core.policies import allows
from core.views import ExportedPage, Page
from councils.models import Council


class OfCouncil(Page, abstract=True):
    """A page about the checklists of one council."""

    policy = "casestudies.see_checklists"
    lookup = {"slug": "slug"}

    def scope(self):
        return Council.objects.visible_to(self.request.user)


class Checklists(OfCouncil, ExportedPage):
    """The twelve chapters with where the council stands, what to take next, and the way so far."""

    template_name = "casestudies/checklists.html"
    export = exports.CHECKLISTS

    def rows(self):
        """Every answer of every run: the file holds what the page only sums up."""
        return ItemAnswer.objects.visible_to(self.request.user).filter(run__council=self.record).in_order()

    def context(self):
        council, rows = self.record, standings(self.record)
        edited(Kind.CHAPTER, [row.chapter for row in rows])
        follows, days = next_chapter(council), together(rows)
        return {
            "council": council,
            "rows": rows,
            "next": edited_one(Kind.CHAPTER, follows) if follows else None,
            "days": days,
            "line": line_of([share for _on, share, _many in days]),
            "finished": sum(bool(row.points) for row in rows),
            "may_run": allows(self.request.user, "casestudies.run_checklist", council),
        }


class Checklist(OfCouncil):
    """One chapter's checklist for one council: every run so far, and the way to the next."""

    template_name = "casestudies/checklist.html"

    @cached_property
    def chapter(self):
        chapter = Chapter.objects.filter(code=self.kwargs["code"]).with_content().first()
        if chapter is None:
            raise Http404
        return edited_one(Kind.CHAPTER, chapter)

    def context(self):
        row = next(row for row in standings(self.record) if row.chapter.pk == self.chapter.pk)
        return {
            "council": self.record,
            "chapter": self.chapter,
            "row": row,
            "line": line_of([point.share for point in row.points]),
            "items": edited(Kind.ITEM, self.chapter.items.all()),
            "may_run": allows(self.request.user, "casestudies.run_checklist", self.record),
        }

    def post(self, request, *args, **kwargs):
        run = actions.start_run(council=self.record, chapter=self.chapter, by=request.user)
        return redirect("casestudies:run", run.public_id)


class RunPage(Page, abstract=True):
    """A page about one run of one's own council."""

    policy = "casestudies.see_run"
    lookup = {"public_id": "public_id"}

    def scope(self):
        runs = ChecklistRun.objects.visible_to(self.request.user)
        return runs.select_related("council", "chapter__section").prefetch_related("answers__item")

    def chapter_address(self):
        return reverse("casestudies:checklist", args=[self.record.council.slug, self.record.chapter.code])


class Run(EditPage, RunPage):
    """The items to answer; saved as often as one likes, and finished when all are answered."""

    policy = "casestudies.answer_run"
    form_class = RunForm
    template_name = "casestudies/run.html"

    def get(self, request, *args, **kwargs):
        if self.record.is_finished:
            return redirect("casestudies:run-result", self.record.public_id)
        return super().get(request, *args, **kwargs)

    def stored(self):
        return actions.answers_of(self.record)

    def form_kwargs(self):
        return {**super().form_kwargs(), "items": edited(Kind.ITEM, self.record.chapter.items.all())}

    def label(self, form, name):
        """The item itself: its three fields have the same labels as those of every other item."""
        number = int(name.removeprefix("item").partition("-")[0])
        text = next(item.text for item in form.items if item.number == number)
        return f"{number}. {text} – {super().label(form, name)}"

    def context(self):
        chapter = edited_one(Kind.CHAPTER, self.record.chapter)
        return {"run": self.record, "chapter": chapter, "back_url": self.chapter_address()}

    def done(self, form):
        write = actions.finish_run if "finish" in self.request.POST else actions.save_answers
        run = write(run=self.record, answers=form.answers(), seen=self.seen(form), by=self.request.user)
        if run.is_finished:
            return redirect("casestudies:run-result", run.public_id)
        messages.success(self.request, _("Saved. You can go on at any time."))
        return redirect(self.chapter_address())


class Discard(RunPage):
    """Asks before it throws away a run that is under way."""

    policy = "casestudies.answer_run"
    template_name = "casestudies/run_discard.html"

    def context(self):
        return {"run": self.record, "back_url": self.chapter_address()}

    def post(self, request, *args, **kwargs):
        address = self.chapter_address()
        actions.discard_run(run=self.record, by=request.user)
        messages.success(request, _("The checklist was discarded"))
        return redirect(address)


class Result(RunPage, ExportedPage):
    """What a finished run says, and which chapter to take next."""

    template_name = "casestudies/result.html"
    export = exports.RESULT

    def rows(self):
        if not self.record.is_finished:
            raise Http404
        return ItemAnswer.objects.visible_to(self.request.user).filter(run=self.record).in_order()

    def context(self):
        run = ChecklistRun.objects.visible_to(self.request.user).with_tally().get(pk=self.record.pk)
        if not run.is_finished:
            raise Http404
        follows = next_chapter(self.record.council, after=self.record.chapter)
        return {
            "run": self.record,
            "tally": run,
            "share": share_of(run),
            "chapter": edited_one(Kind.CHAPTER, self.record.chapter),
            "answers": self.record.answers.all(),
            "next": edited_one(Kind.CHAPTER, follows) if follows else None,
        }


class ResultPdf(RunPage, DocumentPage):
    """The result on paper, for the meeting."""

    template_name = "core/not_ready.html"

    def document(self):
        if not self.record.is_finished:
            raise Http404
        return Printout.objects.filter(key=result_key(self.record), content__isnull=False).first()
