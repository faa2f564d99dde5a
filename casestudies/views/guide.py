"""The guide: sections and chapters, the navigator, the other side, resources."""

from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse

from casestudies import exports
from casestudies.edits import Kind, edited, edited_one
from casestudies.filters import ResourceFinder, published_studies
from casestudies.forms import NavigatorForm, PerspectiveForm
from casestudies.models import Chapter, ChecklistItem, Perspective, Resource, Section
from casestudies.navigator import BY_KEY, QUESTIONS, routes_for
from casestudies.policies import WRITERS
from core.policies import allows
from core.views import FormPage, ListPage, Page


class Guide(Page):
    """The three sections with their chapters, and the ways in."""

    policy = "casestudies.read"
    template_name = "casestudies/guide.html"

    def context(self):
        chapters = edited(Kind.CHAPTER, Chapter.objects.filter().with_counts().order_by("number"))
        sections = Section.objects.visible_to(self.request.user)
        return {"sections": [(s, [c for c in chapters if c.section_id == s.pk]) for s in sections]}


class ChapterPage(Page):
    """One chapter: explanation, checklist, studies, resources."""

    policy = "casestudies.read"
    template_name = "casestudies/chapter.html"
    lookup = {"code": "code"}

    def scope(self):
        return Chapter.objects.visible_to(self.request.user).with_content()

    def context(self):
        chapter, person = edited_one(Kind.CHAPTER, self.record), self.request.user
        studies = published_studies(person).in_chapter([chapter.code]).for_cards().in_order()
        around = list(Chapter.objects.filter(number__in=[chapter.number - 1, chapter.number + 1]).order_by("number"))
        return {
            "chapter": chapter,
            "items": edited(Kind.ITEM, chapter.items.all()),
            "studies": edited(Kind.STUDY, studies),
            "resources": edited(Kind.RESOURCE, chapter.resources.all()),
            "before": next((c for c in around if c.number < chapter.number), None),
            "after": next((c for c in around if c.number > chapter.number), None),
            "councils": own_councils(person),
            "may_administer": person.is_authenticated and allows(person, "casestudies.administer"),
        }


def own_councils(person):
    """Councils for which the person may go through checklists."""
    if not person.is_authenticated:
        return []
    memberships = {m.council_id: m.council for m in person.current_memberships if m.role in WRITERS}
    return sorted(memberships.values(), key=lambda council: council.search_name)


class Navigator(FormPage):
    """One question of three; the answers so far stand in the address."""

    policy = "casestudies.read"
    form_class = NavigatorForm
    template_name = "casestudies/navigator.html"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        if kwargs["step"] not in BY_KEY:
            raise Http404
        self.question = BY_KEY[kwargs["step"]]

    @property
    def number(self):
        return QUESTIONS.index(self.question) + 1

    def answers(self):
        """Sensible answers to the questions before this one."""
        given = {q.key: self.request.GET.get(q.key, "") for q in QUESTIONS[: self.number - 1]}
        return {key: value for key, value in given.items() if value in BY_KEY[key].values}

    def get(self, request, *args, **kwargs):
        missing = next((q for q in QUESTIONS[: self.number - 1] if q.key not in self.answers()), None)
        return redirect("casestudies:navigator", missing.key) if missing else super().get(request, *args, **kwargs)

    def form_kwargs(self):
        given = self.request.GET.get(self.question.key, "")
        initial = {self.question.key: given} if given in self.question.values else {}
        return {**super().form_kwargs(), "initial": initial, "question": self.question}

    def context(self):
        answers = self.answers()
        back = None
        if self.number > 1:
            back = _address(QUESTIONS[self.number - 2].key, answers)
        return {
            **super().context(),
            "question": self.question,
            "number": self.number,
            "of": len(QUESTIONS),
            "back": back,
        }

    def done(self, form):
        answers = {**self.answers(), **form.cleaned_data}
        if self.number < len(QUESTIONS):
            return redirect(_address(QUESTIONS[self.number].key, answers))
        return redirect(f"{reverse('casestudies:navigated')}?{_query(answers)}")


def _query(answers):
    return "&".join(f"{key}={value}" for key, value in answers.items())  # values of our own choices only


def _address(step, answers):
    return f"{reverse('casestudies:navigator', args=[step])}?{_query(answers)}"


class Navigated(Page):
    """Where to start: the chapters that fit the three answers, to print or keep."""

    policy = "casestudies.read"
    template_name = "casestudies/navigated.html"

    def answers(self):
        return {q.key: self.request.GET.get(q.key, "") for q in QUESTIONS}

    def get(self, request, *args, **kwargs):
        for question in QUESTIONS:
            if self.answers()[question.key] not in question.values:
                return redirect("casestudies:navigator", question.key)
        return super().get(request, *args, **kwargs)

    def context(self):
        answers = self.answers()
        chapters = edited(Kind.CHAPTER, Chapter.objects.filter().with_counts().order_by("number"))
        return {
            "routes": routes_for(**answers),
            "chapters": {chapter.code: chapter for chapter in chapters},
            "sections": Section.objects.visible_to(self.request.user),
            "of_section": lambda section: tuple(c.code for c in chapters if c.section_id == section.pk),
            "is_new": answers["history"] == "new",
            "answers": [(q, q.option(answers[q.key]), _address(q.key, answers)) for q in QUESTIONS],
        }


SIDES = ("two_tier", "single_tier", "larger_local", "smaller_local")


class OtherSide(Page):
    """How two kinds of council differ, question by question."""

    policy = "casestudies.read"
    template_name = "casestudies/other_side.html"

    def context(self):
        form = PerspectiveForm(self.request.GET if "mine" in self.request.GET or "theirs" in self.request.GET else None)
        chosen = [form.cleaned_data["mine"], form.cleaned_data["theirs"]] if form.is_valid() else []
        labels = {name: Perspective._meta.get_field(name).verbose_name for name in SIDES}
        rows = edited(Kind.PERSPECTIVE, Perspective.objects.visible_to(self.request.user).select_related("source"))
        columns = chosen or list(SIDES)
        return {
            "form": form,
            "columns": [str(labels[name]) for name in columns],
            "rows": [(row, [getattr(row, name) for name in columns]) for row in rows],
            "compared": bool(chosen),
        }


class Resources(ListPage):
    """What others published: toolkits, templates, reports."""

    policy = "casestudies.read"
    template_name = "casestudies/resources.html"
    per_page = 40
    export = exports.READING

    def rows(self):
        self.finder = ResourceFinder(self.request.GET, Resource.objects.visible_to(self.request.user).with_chapters())
        return self.finder.found

    def page(self, **extra):
        page = super().page(**extra)
        page.context_data["resources"] = edited(Kind.RESOURCE, page.context_data["rows"])
        return page

    def download(self):
        return self.export.response(edited(Kind.RESOURCE, self.rows()))

    def context(self):
        return {"finder": self.finder}


class ChecklistPaper(Page):
    """All items of all chapters on one page, to print and to pass round."""

    policy = "casestudies.read"
    template_name = "casestudies/checklist_paper.html"

    def context(self):
        items = ChecklistItem.objects.visible_to(self.request.user).select_related("chapter__section")
        by_chapter = {}
        for item in edited(Kind.ITEM, items.order_by("chapter__number", "number")):
            by_chapter.setdefault(item.chapter, []).append(item)
        return {"chapters": list(by_chapter.items())}
