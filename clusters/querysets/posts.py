"""Reads of shared posts."""

from django.db.models import Prefetch, Q, QuerySet

from councils.models import Council


class SharedPostQuerySet(QuerySet):
    """Posts of which several councils have a part."""

    def visible_to(self, person):
        """People of the employer, of those who have or had a part, and of the employer's principals; administrators."""
        if not person.is_authenticated:
            return self.none()
        if person.is_staff:
            return self
        mine = person.reading_council_ids()
        shares = self.model.shares.rel.related_model.objects.filter(council__in=mine).order_by().values("post")
        above = Council.parents.through.objects.filter(to_council__in=mine).values("from_council")
        return self.filter(Q(employer__in=mine) | Q(pk__in=shares) | Q(employer__in=above))

    def of_employers(self, ids):
        return self.filter(employer__in=ids)

    def with_part_of(self, ids):
        """Those from which one of these councils has a part that was not given back."""
        shares = self.model.shares.rel.related_model.objects.filter(council__in=ids, released_at=None)
        return self.filter(Q(employer__in=ids) | Q(pk__in=shares.order_by().values("post")))

    def shared(self):
        return self.filter(ended_at=None)

    def whole(self):
        """With its employer and every share that stands, in one query more."""
        shares = self.model.shares.rel.related_model.objects.standing().select_related("council", "post")
        return self.select_related("employer").prefetch_related(Prefetch("shares", shares, to_attr="standing_shares"))

    def by_title(self):
        return self.order_by("title", "pk")


class PostShareQuerySet(QuerySet):
    """Parts of posts."""

    def visible_to(self, person):
        """Whoever reads the post."""
        posts = self.model.post.field.related_model.objects.visible_to(person)
        return self.filter(post__in=posts.order_by().values("pk"))

    def standing(self):
        """Neither declined nor taken back."""
        return self.filter(released_at=None)

    def unanswered(self):
        """Offered, and the council has not said yet."""
        return self.standing().filter(agreed_at=None)

    def between(self, first, last):
        """On some day of the two and between them."""
        return self.standing().filter(Q(ends_on=None) | Q(ends_on__gte=first), starts_on__lte=last)

    def whole(self):
        return self.select_related("post__employer", "council")
