"""From the rows of a version to the days of its life."""

from charters.models import AgreementVersion
from charters.terms import USUAL_NOTICE, Life


def life_of(version):
    """The life of a version that is or was in force; its renewals and reviews are read with it."""
    renewals = list(version.renewals.all())
    days = [(renewal.renewed_at, renewal.review_on) for renewal in renewals if renewal.review_on]
    days += [(review.closed_at, review.next_review_on) for review in version.reviews.all() if review.next_review_on]
    return Life(
        starts_on=version.in_force_on,
        months=(version.lasts_months, *(r.months for r in renewals)) if version.lasts_months else (),
        notice_months=version.notice_months or USUAL_NOTICE,
        review_on=max(days)[1] if days else version.review_on,  # what was decided last
        nation=version.agreement.convener.nation,
    )


def versions_in_force():
    """Every version in force with what its life is counted from, by two queries."""
    found = AgreementVersion.objects.filter(status="in_force").prefetch_related("renewals", "reviews")
    return found.select_related("agreement__convener__own_portal").defer("content", "canonical_text").order_by("pk")
