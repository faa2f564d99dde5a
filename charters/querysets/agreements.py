"""Reads of agreements; every one that leaves the app starts with `visible_to`."""

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    Max,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

TEXT = ("content", "canonical_text", "what_changed")  # of a version; long, and read on the pages about it only


def _ids(person):
    """Councils whose records the person reads, those that theirs succeed included; empty for a visitor."""
    return list(person.reading_council_ids()) if person.is_authenticated else []


class AgreementQuerySet(QuerySet):
    """Whole agreements."""

    def visible_to(self, person):
        """Published; or one's council convenes it or was sent a version of it. Administrators read all."""
        if person.is_authenticated and person.is_staff:
            return self
        councils = _ids(person)
        sent = self.model._meta.get_field("parties").related_model.objects.filter(
            agreement=OuterRef("pk"), council__in=councils, responses__isnull=False
        )
        return self.filter(Q(published_at__isnull=False) | Q(convener__in=councils) | Exists(sent))

    def published(self):
        return self.filter(published_at__isnull=False)

    def in_force(self):
        return self.filter(Exists(self._versions().filter(agreement=OuterRef("pk"), status="in_force")))

    def taken_part_in_by(self, person):
        """That one of the person's councils convenes or is named in; all for administrators."""
        if person.is_staff:
            return self
        councils = _ids(person)
        named = self.model._meta.get_field("parties").related_model.objects.filter(council__in=councils)
        return self.filter(Q(convener__in=councils) | Q(pk__in=named.values("agreement")))

    def _versions(self):
        return self.model._meta.get_field("versions").related_model.objects

    def convened_by(self, councils):
        return self.filter(convener__in=councils)

    def concerning(self, council):
        """Agreements that a council convenes or has been sent."""
        return self.filter(
            Q(convener=council) | Q(parties__council=council, parties__responses__isnull=False)
        ).distinct()

    def binding_in_area_of(self, principal):
        """In force, and convened by the principal or signed by it or by a local council of its area."""
        versions = self.model._meta.get_field("versions").related_model.objects.filter(status="in_force")
        signed = versions.filter(
            Q(signatures__party__council=principal) | Q(signatures__party__council__parents=principal)
        )
        in_force = Q(pk__in=versions.values("agreement"))
        return self.filter(in_force & (Q(convener=principal) | Q(pk__in=signed.values("agreement"))))

    def with_state(self):
        """With convener and versions, as lists and headings need them: without their text."""
        versions = self.model._meta.get_field("versions").related_model.objects.defer(*TEXT)
        return self.select_related("convener").prefetch_related(Prefetch("versions", versions))

    def with_signature_of(self, council):
        """Each with `is_signed`: the council has signed the version in force."""
        signature = self.model._meta.get_field("versions").related_model._meta.get_field("signatures").related_model
        signed = signature.objects.filter(
            version__agreement=OuterRef("pk"), version__status="in_force", party__council=council
        )
        return self.annotate(is_signed=Exists(signed))


class VersionQuerySet(QuerySet):
    """Numbered texts."""

    def visible_to(self, person):
        """The convener's people see drafts; others see what was sent to them or is published and was in force."""
        if person.is_authenticated and person.is_staff:
            return self
        councils = _ids(person)
        response = self.model._meta.get_field("responses").related_model
        sent = response.objects.filter(version=OuterRef("pk"), party__council__in=councils)
        public = Q(agreement__published_at__isnull=False, status__in=["in_force", "superseded"])
        return self.filter(public | Q(agreement__convener__in=councils) | Exists(sent))

    def out(self):
        return self.filter(status="out")

    def sent(self):
        """Those that councils have seen, whatever became of them."""
        return self.filter(sent_at__isnull=False)

    def without_text(self):
        """For lists: the long columns stay where they are."""
        return self.defer(*TEXT)

    def at_work_for(self, person, speaking):
        """Drafts and rounds that one's councils convene, and what is in force between councils one speaks for."""
        signed = self.model._meta.get_field("signatures").related_model.objects.filter(
            version=OuterRef("pk"), party__council__in=speaking
        )
        convened = Q(agreement__convener__in=person.council_ids(), status__in=["draft", "out", "closed"])
        return self.filter(convened | (Q(status="in_force") & Exists(signed))).defer(*TEXT)

    def without_paper(self):
        """Sent to a council that has no paper for its meeting yet."""
        return self.filter(
            status__in=["out", "closed", "in_force"], responses__paper=None, responses__isnull=False
        ).distinct()

    def without_copy(self):
        """Is or was in force, with more signatures than any issued copy shows."""
        whole = Q(copies__document__emptied_at=None)
        given, shown = Count("signatures", distinct=True), Max("copies__signatures", filter=whole, default=0)
        bound = self.filter(status__in=["in_force", "superseded", "ended"])
        return bound.annotate(given=given, shown=shown).filter(given__gt=F("shown"))

    def live_first(self):
        """The newest first, but a withdrawn one after all others: what it wanted to replace is still the one."""
        return self.order_by(withdrawn_last(), "-number")

    def with_counts(self):
        """Each with `asked`, `answered`, `signed` (local and other parties, not the convener)."""
        responses = self.model._meta.get_field("responses").related_model.objects.all()
        signatures = self.model._meta.get_field("signatures").related_model.objects.filter(is_countersignature=False)
        return self.annotate(
            asked=_count(responses), answered=_count(responses.exclude(answer="sent")), signed=_count(signatures)
        )

    def with_undecided(self):
        """Each with `undecided`: comments on sections of any version of its agreement that wait for a decision."""
        response = self.model._meta.get_field("responses").related_model
        comments = response._meta.get_field("section_comments").related_model.objects.undecided()
        of_agreement = comments.filter(response__version__agreement=OuterRef("agreement")).order_by()
        counted = of_agreement.values("response__version__agreement").annotate(n=Count("pk")).values("n")
        return self.annotate(undecided=Coalesce(Subquery(counted, output_field=IntegerField()), 0))


def _count(rows):
    """How many of these rows belong to the version; counted apart, so that no two kinds multiply."""
    counted = rows.filter(version=OuterRef("pk")).order_by().values("version").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def withdrawn_last(path=""):
    """For order_by: what was withdrawn comes after what is or was alive."""
    return Case(When(**{f"{path}status": "withdrawn"}, then=Value(1)), default=Value(0))


class VersionWordsQuerySet(QuerySet):
    """What the search looks through."""

    def visible_to(self, person):
        """The words of the versions that the person may read."""
        versions = self.model._meta.get_field("version").related_model
        return self.filter(version__in=versions.objects.visible_to(person))


class _PartOfVersion(QuerySet):
    """Sections and commitments are edited by the convener's officers, in drafts only."""

    def visible_to(self, person):
        if person.is_authenticated and person.is_staff:
            return self
        return self.filter(version__agreement__convener__in=_ids(person))

    def in_drafts(self):
        return self.filter(version__status="draft")


class SectionQuerySet(_PartOfVersion):
    pass


class CommitmentQuerySet(_PartOfVersion):
    pass


class PartyQuerySet(QuerySet):
    """Councils named in agreements."""

    def visible_to(self, person):
        """One's own council as a party, and all of an agreement that one's council convenes."""
        if person.is_authenticated and person.is_staff:
            return self
        ids = _ids(person)
        return self.filter(Q(council__in=ids) | Q(agreement__convener__in=ids))

    def in_charter(self):
        """Those that signed the version in force and have not left it."""
        withdrawal = self.model._meta.get_field("withdrawals").related_model
        gone = withdrawal.objects.over().filter(party=OuterRef("pk"), version__status="in_force")
        return self.filter(~Exists(gone), signatures__version__status="in_force")

    def in_order(self):
        """The convener first, then principals, then local councils by name."""
        return self.select_related("council").order_by("-is_convener", "-side", "council__search_name", "pk")


class ResponseQuerySet(QuerySet):
    """What was sent to whom, and what they said."""

    def visible_to(self, person):
        """One's own council's, and all of an agreement that one's council convenes."""
        if person.is_authenticated and person.is_staff:
            return self
        councils = _ids(person)
        return self.filter(Q(party__council__in=councils) | Q(version__agreement__convener__in=councils))

    def of_council(self, council):
        return self.filter(party__council=council)

    def current(self):
        """Of versions that can still be answered or signed."""
        return self.filter(version__status__in=["out", "in_force"])

    def with_signature(self):
        """Each with `is_signed`: the council has signed this version."""
        return self.annotate(is_signed=Exists(self._signatures()))

    def live_first(self):
        """Of the newest version first, withdrawn ones last."""
        return self.order_by(withdrawn_last("version__"), "-version__number")

    def with_request_to(self, person):
        """Each with `is_asked`: this person is the one named to sign."""
        requests = self.model._meta.get_field("signing_requests").related_model.objects.standing()
        return self.annotate(is_asked=Exists(requests.of_person(person).filter(response=OuterRef("pk"))))

    def unanswered(self):
        return self.filter(answer="sent")

    def to_remind(self):
        """Asked in an open round, neither answered nor signed for, of councils that exist; not of those only told."""
        waiting = self.unanswered().of_living().filter(~Exists(self._listings()), version__status="out")
        return waiting.filter(version__agreement__one_way=False)

    def of_living(self):
        """Of councils that still exist: nobody can answer for the others."""
        return self.exclude(party__council__status="dissolved")

    def in_rounds_of(self, conveners):
        """Of the rounds under way that these councils convene."""
        return self.filter(version__status="out", version__agreement__convener__in=conveners)

    def told(self):
        """What each council said, as plain values: `version`, `reference`, `council`, `answer`, `is_signed`."""
        values = self.with_signature().order_by("version__agreement", "pk")
        reference, council = F("version__agreement__reference"), F("party__council")
        return values.values("version", "answer", "is_signed", reference=reference, council=council)

    def with_channel(self):
        """Each with `channel`: how its answer came if nobody of the council typed it here, else None."""
        received = self.model._meta.get_field("received").related_model.objects
        now = received.filter(response=OuterRef("pk"), recorded_at=OuterRef("answered_at"))
        signed = self._signatures().filter(signed_at=OuterRef("answered_at"))  # the signature on paper is the answer
        reply, page = now.values("channel")[:1], signed.values("received__page__channel")[:1]
        return self.annotate(channel=Coalesce(Subquery(reply), Subquery(page)))

    def _signatures(self):
        """The signatures of the council under the version, for use inside a query of responses."""
        signature = self.model._meta.get_field("version").related_model._meta.get_field("signatures").related_model
        return signature.objects.order_by().filter(version=OuterRef("version"), party=OuterRef("party"))

    def _listings(self):
        """That an association signed for the council and nobody has objected or signed since; inside a query."""
        signed_for = self.model._meta.get_field("version").related_model._meta.get_field("signed_for").related_model
        return signed_for.objects.waiting().order_by().filter(version=OuterRef("version"), party=OuterRef("party"))

    def with_listing(self):
        """Each with `listed_by`, the association that signed for it, and `listed_until`, if it may still object."""
        by, until = "page__association", "page__object_until"
        return self.annotate(
            listed_by=Subquery(self._listings().values(by)[:1]),
            listed_until=Subquery(self._listings().values(until)[:1]),
        )

    def with_manner(self):
        """Each with `on_paper`, how a signature on paper came, and `signed_for_by`, the association that signed."""
        page = "received__page__"
        return self.annotate(
            on_paper=Subquery(self._signatures().values(f"{page}channel")[:1]),
            signed_for_by=Subquery(self._signatures().values(f"{page}association")[:1]),
        )

    def for_board(self):
        """In the order and with the joins of the board."""
        return (
            self.with_signature()
            .with_channel()
            .with_manner()
            .with_listing()
            .select_related("party__council")
            .order_by("-party__side", "party__council__search_name", "pk")
        )

    def with_version(self):
        return self.select_related("version__agreement__convener__own_portal", "party__council")

    def by_council(self):
        """In the order of the alphabet."""
        return self.order_by("party__council__search_name", "pk")

    def with_day(self):
        """Each with `day`, as `Response.reply_by` says it for a round that is open."""
        return self.alias(day=Greatest("version__reply_by", "later_reply_by"))  # PostgreSQL passes over what is empty

    def late(self):
        """Unanswered after its reply-by date, of rounds that are still open."""
        return self.unanswered().with_day().filter(version__status="out", day__lt=timezone.localdate())


class ReceivedReplyQuerySet(QuerySet):
    """Replies that an officer wrote down."""

    def visible_to(self, person):
        """Of one's own council, and of all agreements that it convenes."""
        if person.is_authenticated and person.is_staff:
            return self
        councils = _ids(person)
        mine = Q(response__party__council__in=councils) | Q(response__version__agreement__convener__in=councils)
        return self.filter(mine)

    def whole(self):
        """With all that a page shows; the file itself stays where it is."""
        joined = self.select_related("response__party__council", "response__version__agreement__convener", "scan")
        return joined.defer("scan__content")


class ScanQuerySet(QuerySet):
    """Letters and signed pages as files."""


class SignatureQuerySet(QuerySet):
    """Signatures in the order in which they were given."""

    def staying(self):
        """Of councils that have not left the version since."""
        gone = self.model._meta.get_field("version").related_model._meta.get_field("withdrawals").related_model
        over = gone.objects.over().filter(version=OuterRef("version"), party=OuterRef("party"))
        return self.filter(~Exists(over))

    def with_council(self):
        """With the council and, where the signature came on paper, the page."""
        return self.select_related("party__council", "received__page")


class IssuedCopyQuerySet(QuerySet):
    """PDFs that were given out."""

    def whole(self):
        """Those that can still be downloaded: one that showed a removed person has been emptied."""
        return self.filter(document__emptied_at=None)
