"""The library: finding case studies, reading one, taking some along as a PDF."""

from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from markupsafe import Markup, escape

from casestudies import actions, exports
from casestudies.edits import Kind, edited, edited_one
from casestudies.figures import drawn
from casestudies.filters import Finder, chosen_studies, published_studies
from casestudies.models import CaseStudy, Printout
from casestudies.printing import source_line
from casestudies.querysets import MARK_END, MARK_START
from core.downloads import DocumentPage
from core.exceptions import Refused
from core.policies import allows
from core.views import ListPage, Page

LONGEST_TITLE = 120
RELATED = 3


class Library(ListPage):
    """All published studies, searched and narrowed."""

    policy = "casestudies.read"
    template_name = "casestudies/library.html"
    per_page = 18
    export = exports.LIBRARY

    def rows(self):
        self.finder = Finder(self.request.GET, published_studies(self.request.user))
        return self.finder.studies().for_cards()

    def page(self, **extra):
        page = super().page(**extra)
        page.context_data["cards"] = edited(Kind.STUDY, page.context_data["rows"])
        return page

    def download(self):
        return self.export.response(edited(Kind.STUDY, self.rows()))

    def context(self):
        person = self.request.user
        chosen = self.request.GET.getlist("study")[:200]
        return {
            "finder": self.finder,
            "facets": self.finder.facets(),
            "chosen": set(chosen),
            "marked": marked,
            "toggled": self.toggled,
            "may_draft": person.is_authenticated and allows(person, "casestudies.draft"),
            "may_administer": person.is_authenticated and allows(person, "casestudies.administer"),
        }

    def toggled(self, name, value):
        """This page's address with one value of a facet added, or taken away if it is there."""
        query = self.request.GET.copy()
        query.pop("page", None)
        values = query.getlist(name)
        query.setlist(name, [v for v in values if v != value] if value in values else [*values, value])
        return f"?{query.urlencode()}"


def marked(excerpt):
    """A passage with the words that were looked for marked; everything else in it is text."""
    return Markup(  # noqa: S704 - escaped, then only our own two marks become elements
        str(escape(excerpt)).replace(MARK_START, "<mark>").replace(MARK_END, "</mark>")
    )


class StudyDetail(Page):
    """One case study."""

    policy = "casestudies.read"
    template_name = "casestudies/study.html"
    shown_after_sign_in = True
    lookup = {"slug": "slug"}

    def scope(self):
        return CaseStudy.objects.visible_to(self.request.user).whole()

    def context(self):
        study, person = edited_one(Kind.STUDY, self.record), self.request.user
        publication = getattr(study, "publication", None)
        charts, facts = drawn(study.figures.all())
        chapters = edited(Kind.CHAPTER, study.chapters.all())
        items = edited(Kind.ITEM, [item for chapter in chapters for item in chapter.items.all()])
        return {
            "study": study,
            "publication": publication,
            "is_public": publication is None or publication.status == "published",
            "charts": charts,
            "facts": facts,
            "chapters": chapters,
            "items": {chapter.pk: [i for i in items if i.chapter_id == chapter.pk] for chapter in chapters},
            "source_line": source_line(study),
            "related": self._related(study),
            "may_administer": person.is_authenticated and allows(person, "casestudies.administer"),
            "may_follow": publication and person.is_authenticated and allows(person, "casestudies.follow", publication),
        }

    def _related(self, study):
        """Others of the same chapter or theme."""
        codes = [chapter.code for chapter in study.chapters.all()]
        themes = [term.slug for term in study.terms.all() if term.taxonomy == "theme"]
        others = published_studies(self.request.user).exclude(pk=study.pk).for_cards()
        near = others.with_term("theme", themes).in_order()[:RELATED] if themes else []
        found = list(near) or (list(others.in_chapter(codes).in_order()[:RELATED]) if codes else [])
        return edited(Kind.STUDY, found)


class MakeBooklet(Page):
    """The studies somebody ticked, to check and to have made into a PDF."""

    policy = "casestudies.read"
    template_name = "casestudies/booklet.html"

    def context(self):
        studies = chosen_studies(self.request.GET, published_studies(self.request.user).for_cards())
        error = actions.too_many(len(studies)) if len(studies) > actions.MOST_STUDIES else ""
        return {"studies": edited(Kind.STUDY, studies), "error": error}

    def post(self, request):
        slugs = [study.slug for study in chosen_studies(request.POST, published_studies(request.user))]
        if not slugs:
            return self.page(error=_("Choose at least one case study in the library"))
        title = " ".join(request.POST.get("title", "").split())[:LONGEST_TITLE] or _("Case studies")
        try:
            printout = actions.ask_for_booklet(slugs=slugs, title=title, by=request.user)
        except Refused as refusal:
            return self.page(error=refusal.message)
        return redirect("casestudies:printout", printout.key)


class PrintoutPage(DocumentPage):
    """A booklet or a letter, once the worker has made it. Its address is the only key to it."""

    policy = "casestudies.read"
    lookup = {"key": "key"}

    def scope(self):
        return Printout.objects.filter(kind__in=[Printout.Kind.BOOKLET, Printout.Kind.LETTER])

    def document(self):
        if not self.record:
            raise Http404
        return self.record if self.record.is_ready else None
