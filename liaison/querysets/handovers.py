"""Reads of handovers: for officers and managers of the principal, the leaver and the successors alone."""

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from core.roles import OFFICER_ROLES

UNWRITTEN = Q(history="", sensitivities="", people="")


class CouncilHandoverQuerySet(QuerySet):
    """What officers left to others."""

    def visible_to(self, person):
        """They hold what is delicate: no clerk reads them, and no administrator."""
        if not person.is_authenticated:
            return self.none()
        notes = self.model._meta.get_field("notes").related_model.objects.filter(handover=OuterRef("pk"))
        follows = Exists(notes.filter(successor__in=_memberships(person)))
        mine = Q(leaver__in=_memberships(person)) | Q(successor__in=_memberships(person)) | follows
        return self.filter(mine | Q(principal__in=person.council_ids(*OFFICER_ROLES)))

    def of_principal(self, principal):
        return self.filter(principal=principal)

    def open(self):
        """Begun, and neither completed nor dropped."""
        return self.filter(completed_at=None, dropped_at=None)

    def completed(self):
        return self.filter(completed_at__isnull=False)

    def standing(self):
        """Not dropped."""
        return self.filter(dropped_at=None)

    def whole(self):
        """With everybody it names."""
        return self.select_related("principal", "leaver__user", "successor__user", "completed_by")

    def with_counts(self):
        """Each with `councils`, `unwritten` (no word yet and no reason for that) and `unread`."""
        unwritten = Q(notes__history="", notes__sensitivities="", notes__people="", notes__no_note="")
        return self.annotate(
            councils=Count("notes"),
            unwritten=Count("notes", filter=unwritten),
            unread=Count("notes", filter=Q(notes__read_at=None)),
        )

    def newest_first(self):
        return self.order_by("-begun_at", "-pk")


class HandoverNoteQuerySet(QuerySet):
    """Councils of handovers."""

    def visible_to(self, person):
        """Of the handovers that the person reads; a successor reads the councils that come to them."""
        if not person.is_authenticated:
            return self.none()
        own = _memberships(person)
        mine = Q(successor__in=own) | Q(handover__leaver__in=own) | Q(handover__successor__in=own)
        return self.filter(mine | Q(handover__principal__in=person.council_ids(*OFFICER_ROLES)))

    def unwritten(self):
        """Neither a word nor a reason why there is none."""
        return self.filter(UNWRITTEN, no_note="")

    def unread(self):
        return self.filter(read_at=None)

    def to_read(self, person):
        """Completed, and the person follows there and has not confirmed it."""
        return self.unread().filter(handover__completed_at__isnull=False, successor__user=person)

    def whole(self):
        """With everything that a line of the list shows."""
        return self.select_related(
            "council", "successor__user", "read_by", "handover__principal", "handover__leaver__user"
        )

    def by_council(self):
        """The whole area first, then the councils in the order of the alphabet."""
        return self.order_by(F("council__search_name").asc(nulls_first=True), "pk")


def _memberships(person):
    """Ids of the person's memberships of today; what has ended gives no right to read."""
    return [membership.pk for membership in person.current_memberships]
