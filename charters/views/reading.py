"""Reading: the list, one agreement, its text, its PDF and the public verification."""

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from charters.forms.reading import VerifyForm
from charters.life import healths_of
from charters.listed import chosen, listed
from charters.models import Agreement, AgreementVersion, IssuedCopy, Response, VersionStatus
from charters.printing import charter_document
from charters.verification import compare
from charters.wording import content
from charters.workflow import VERSION
from core.csv import LICENCE, Export, csv_response
from core.documents import render_html
from core.downloads import DocumentPage
from core.models import AuditEvent
from core.policies import allows
from core.views import FormPage, ListPage, Page


def agreement_cells(row):
    """One charter as a row of the export."""
    agreement, health = row.agreement, row.health
    version = agreement.in_force
    state = (version.number, version.in_force_on, version.review_on) if version else ("", "", "")
    published = "yes" if agreement.published_at else "no"
    alive = (health.score, "yes" if health.is_in_drawer else "no", health.last_on) if health else ("", "", "")
    one_way = "yes" if agreement.one_way else "no"
    named = (agreement.reference, agreement.title, agreement.kind, agreement.convener.label)
    return (*named, *state, published, *alive, one_way)


AGREEMENTS = ("reference", "title", "kind", "convener", "version_in_force", "in_force_on", "review_on", "published",
              "health", "in_the_drawer", "last_said_on", "one_way")  # fmt: skip


class AgreementList(ListPage):
    """Charters I may see; to a visitor, those that are published. How alive each is, for councils that take part."""

    policy = "charters.list"
    template_name = "charters/list.html"
    export = Export("charters", AGREEMENTS, agreement_cells)

    def rows(self):
        person = self.request.user
        found = Agreement.objects.visible_to(person).with_state().order_by("title", "reference")
        return chosen(found, person, **self._asked()) if person.is_authenticated else found

    def download(self):
        return self.export.response(listed(self.rows(), self.request.user))

    def page(self, **extra):
        answer = super().page(**extra)
        healths = {row.agreement.pk: row.health for row in listed(answer.context_data["rows"], self.request.user)}
        narrowed = self.request.user.is_authenticated and any(self._asked().values())  # the way back is always shown
        answer.context_data |= {"healths": healths, "shows_health": narrowed or any(healths.values()), **self._asked()}
        return answer

    def _asked(self):
        """The filter and the order in the address."""
        return {name: self.request.GET.get(name, "") for name in ("show", "order")}

    def context(self):
        person = self.request.user
        seen = set(AgreementVersion.objects.visible_to(person).values_list("pk", flat=True))
        memberships = person.current_memberships if person.is_authenticated else []
        councils = {m.council_id: m.council for m in memberships}.values()
        areas = [council for council in councils if allows(person, "charters.download_area", council)]
        return {"may_start": allows(person, "charters.start"), "seen": seen, "areas": areas}


class AgreementPage(Page, abstract=True):
    """A page about one agreement."""

    shown_after_sign_in = True
    lookup = {"reference": "reference"}

    def scope(self):
        return Agreement.objects.visible_to(self.request.user).with_state()


class AgreementDetail(AgreementPage):
    """The hub: what it is, where it stands, what I can do, who is in it, what happened."""

    policy = "charters.read"
    template_name = "charters/detail.html"

    def context(self):
        person, agreement = self.request.user, self.record
        version = (
            AgreementVersion.objects.visible_to(person).with_counts().filter(agreement=agreement).live_first().first()
        )
        responses = Response.objects.visible_to(person).filter(version__agreement=agreement).current()
        mine = [r for r in responses.for_board() if person.is_authenticated and person.reads_for(r.party.council)]
        takes_part = person.is_authenticated and (person.is_staff or agreement.concerns(person.reading_council_ids()))
        events = AuditEvent.objects.about(agreement).readable_by(person)[:20] if takes_part else []
        in_force = [agreement.in_force] if agreement.in_force and takes_part else []
        return {
            "health": next(iter(healths_of(in_force).values()), None),
            "agreement": agreement,
            "version": version,
            "in_force": agreement.in_force,
            "signatories": agreement.in_force.signatures.staying().with_council() if agreement.in_force else [],
            "copy": agreement.in_force.copies.whole().first() if agreement.in_force else None,
            "mine": mine,
            "sees_board": person.is_authenticated and allows(person, "charters.see_board", agreement),
            "sees_progress": takes_part,
            "may_edit": allows(person, "charters.edit", agreement),
            "steps": VERSION.open_to(person, version) if version else [],
            "events": events,
            "versions": self.versions(),
        }

    def versions(self):
        """The numbered texts the person may read, the newest first; with the one before each, for the difference."""
        mine = AgreementVersion.objects.visible_to(self.request.user).filter(agreement=self.record)
        found = list(mine.sent().without_text().order_by("-number"))
        return [(version, next(iter(found[at + 1 :]), None)) for at, version in enumerate(found)]


class VersionPage(Page, abstract=True):
    """A page about one numbered text."""

    shown_after_sign_in = True
    lookup = {"agreement__reference": "reference", "number": "number"}

    def scope(self):
        versions = AgreementVersion.objects.visible_to(self.request.user)
        return versions.select_related("agreement__convener")


class VersionText(VersionPage):
    """The same text as the PDF, as a web page."""

    policy = "charters.read"
    template_name = "charters/text.html"

    def context(self):
        return {
            "version": self.record,
            "agreement": self.record.agreement,
            "body": render_html("documents/_charter_body.html", charter_document(self.record)),
            "copy": self.record.copies.whole().first(),
            **self.beside(),
        }

    def beside(self):
        """The version before this one, and of one that is superseded the one after, as far as the person may read."""
        others = AgreementVersion.objects.visible_to(self.request.user).filter(agreement=self.record.agreement)
        after = others.filter(
            number__gt=self.record.number, status__in=(VersionStatus.IN_FORCE, VersionStatus.SUPERSEDED)
        )
        is_over = self.record.status == VersionStatus.SUPERSEDED
        return {
            "older": others.sent().filter(number__lt=self.record.number).order_by("-number").first(),
            "successor": after.order_by("number").first() if is_over else None,
        }


class CommitmentsCsv(VersionPage):
    """The commitments, asks and offers of one text for a spreadsheet."""

    policy = "charters.read"

    def get(self, request, *args, **kwargs):
        heading = ("reference", "version", "kind", "owner_side", "text", "measure", "due_on", "owner", "target")
        reference, number = self.record.agreement.reference, self.record.number
        names = heading[2:]  # as the frozen text names its parts
        rows = (
            (reference, number, *(item.get(name, "") for name in names)) for item in content(self.record)["commitments"]
        )
        return csv_response(f"commitments-{reference}-v{number}.csv", heading, rows, LICENCE)


class VersionPdf(VersionPage, DocumentPage):
    """The latest issued copy of a version that is or was in force."""

    policy = "charters.read"
    template_name = "charters/not_ready.html"

    def document(self):
        copy = self.record.copies.whole().select_related("document").first()
        if copy is None and not self.record.in_force_on:
            raise Http404
        return copy and copy.document

    def context(self):
        return {"version": self.record, "agreement": self.record.agreement}


class Verify(FormPage):
    """Anyone with a copy can ask whether it is a true one and whether it is the latest."""

    policy = "core.public"
    form_class = VerifyForm
    template_name = "charters/verify.html"

    def done(self, form):
        file = form.cleaned_data["file"]
        if file:
            return self.page(form=form, result=compare(file, form.cleaned_data["reference"]))
        return HttpResponseRedirect(reverse("charters:verified", args=[form.cleaned_data["reference"]]))


class Verified(Page):
    """What was issued under a reference: versions, hashes and signatories, as the printed copies show them."""

    policy = "core.public"
    template_name = "charters/verified.html"

    def context(self):
        copies = (
            IssuedCopy.objects.filter(version__agreement__reference=self.kwargs["reference"])
            .select_related("version__agreement__convener", "document")
            .defer("document__content")
            .order_by("-version__number", "-number")
        )
        latest = copies.first()
        return {
            "reference": self.kwargs["reference"],
            "copies": copies,
            "latest": latest,
            "signatories": latest.version.signatures.with_council() if latest else [],
        }


class CanonicalText(VersionPage):
    """The exact bytes whose SHA-256 is printed on the certificate, so that anyone can count it again."""

    policy = "charters.read"

    def get(self, request, *args, **kwargs):
        if not self.record.is_frozen:
            raise Http404(_("A draft has no fixed text"))
        return HttpResponse(self.record.canonical_text.encode(), content_type="text/plain; charset=utf-8")
