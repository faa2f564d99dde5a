"""From the rows of versions to the days of their life, and to how alive they are."""

from django.db.models import Count, Max, prefetch_related_objects
from django.utils import timezone

from charters.commitments import in_charters, tracked_of
from charters.health import health
from charters.models import AgreementVersion, ProgressComment, Response
from charters.terms import USUAL_NOTICE, Life, review_day


def life_of(version):
    """The life of a version that is or was in force; its renewals and reviews are read with it."""
    renewals = list(version.renewals.all())
    days = [(renewal.renewed_at, renewal.review_on) for renewal in renewals if renewal.review_on]
    days += [(review.closed_at, review.next_review_on) for review in version.reviews.all() if review.next_review_on]
    return Life(
        starts_on=version.in_force_on,
        months=(version.lasts_months, *(r.months for r in renewals)) if version.lasts_months else (),
        notice_months=version.notice_months or USUAL_NOTICE,
        review_on=review_day(version.review_on, days),
        nation=version.agreement.convener.nation,
    )


def versions_in_force():
    """Every version in force with what its life is counted from, by two queries."""
    found = AgreementVersion.objects.filter(status="in_force").prefetch_related("renewals", "reviews")
    return found.select_related("agreement__convener__own_portal").defer("content", "canonical_text").order_by("pk")


def healths_of(versions, items=None):
    """{version id: its health}, by the same few queries for any number of versions, none for none.

    The versions come with agreement and convener; `items` are their commitments as `tracked_of()` gives them, where
    they were read already.
    """
    if not versions:
        return {}
    prefetch_related_objects(versions, "renewals", "reviews")
    items = tracked_of(versions) if items is None else items
    asked, signed, today = _asked(items), in_charters(items), timezone.localdate()
    commented = _commented(items)
    return {
        version.pk: health(
            items[version.pk],
            life_of(version),
            asked=None if version.agreement.one_way else asked.get(version.pk, 0) + 1,  # and the convener
            signed=len(signed[version.pk]),
            said_on=[*_days_of_reviews(version), *_days_of_comments(items[version.pk], commented)],
            today=today,
        )
        for version in versions
    }


def _asked(versions):
    """{version id: how many councils it was sent to}."""
    rows = Response.objects.filter(version__in=versions).order_by().values_list("version")
    return dict(rows.annotate(Count("pk")))


def _commented(items):
    """{key of a commitment: the day of the last comment on a report about it, in whichever version}."""
    keys = {item.commitment.key for each in items.values() for item in each}
    comments = ProgressComment.objects.filter(entry__commitment__key__in=keys).order_by()
    newest = comments.values_list("entry__commitment__key").annotate(Max("written_at"))
    return {key: timezone.localdate(at) for key, at in newest}


def _days_of_comments(items, commented):
    return [commented[item.commitment.key] for item in items if item.commitment.key in commented]


def _days_of_reviews(version):
    moments = [at for review in version.reviews.all() for at in (review.opened_at, review.closed_at) if at]
    return [timezone.localdate(at) for at in moments]
