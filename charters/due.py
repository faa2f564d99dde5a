"""What falls due in the year of a charter, for the home page of those who have to act."""

from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from charters.commitments import report_due, tracked_of
from charters.life import life_of
from charters.models import Party, Review, ReviewView
from core.policies import allows
from core.registry import OpenWork
from core.roles import OFFICER_ROLES, Role

SOON = timezone.timedelta(days=30)
AHEAD = timezone.timedelta(days=90)  # a council meets every month or two, and somebody must prepare it


def speaking_for(person):
    """Ids of the councils in whose name the person may say how commitments stand."""
    return person.council_ids(Role.CLERK, *OFFICER_ROLES)


def progress_to_report(person, versions):
    """Of these versions in force, commitments on which the person's councils should say how they stand.

    One line for each council and charter; the same few queries for any number, none without a version.
    """
    speaking = speaking_for(person)
    for version, items in zip(versions, tracked_of(versions).values(), strict=True) if versions else ():
        mine = {party.pk: party for item in items for party in item.reporters if party.council_id in speaking}
        for party in mine.values():
            yield from _line(version.agreement, party, report_due(items, party))


def life_to_keep(person, versions):
    """Of these versions in force that one convenes, those to be looked at again or renewed, a while ahead."""
    kept = [version for version in versions if allows(person, "charters.keep", version)]
    if not kept:
        return
    prefetch_related_objects(kept, "renewals", "reviews")
    today = timezone.localdate()
    for version in kept:
        life, agreement = life_of(version), version.agreement
        words = {"title": agreement.title}
        url, council = reverse("charters:life", args=[agreement.reference]), agreement.convener.label
        if review := next((review for review in version.reviews.all() if review.closed_at is None), None):
            page = reverse("charters:review", args=[agreement.reference])
            yield OpenWork(_("Close the review: %(title)s") % words, page, council, due_on=review.views_by)
        elif life.review_on and life.review_on <= today + AHEAD:
            yield OpenWork(_("Review: %(title)s") % words, url, council, due_on=life.review_on)
        if life.ends_on and life.ends_on <= today + AHEAD:
            yield OpenWork(_("Renew or end: %(title)s") % words, url, council, due_on=life.ends_on)


def views_to_give(person, versions):
    """Reviews that are open, of charters that one's councils are in, as long as they have not said anything."""
    speaking = speaking_for(person)
    if not versions:
        return
    open_now = Review.objects.open().filter(version__in=versions).select_related("version__agreement")
    for review in open_now:
        said = ReviewView.objects.filter(review=review).values("party")
        waiting = Party.objects.in_charter().filter(agreement=review.agreement, council__in=speaking)
        for party in waiting.exclude(pk__in=said).select_related("council"):
            yield OpenWork(
                _("Say how the charter goes: %(title)s") % {"title": review.agreement.title},
                reverse("charters:review-say", args=[review.agreement.reference, party.council.slug]),
                council=party.council.label,
                due_on=review.views_by,
            )


def _line(agreement, party, due):
    near = [day for day, _item in due if day <= timezone.localdate() + SOON]
    if near:
        words = ngettext(
            "Say how %(count)s commitment stands: %(title)s",
            "Say how %(count)s commitments stand: %(title)s",
            len(near),
        )
        yield OpenWork(
            words % {"count": len(near), "title": agreement.title},
            reverse("charters:progress", args=[agreement.reference]),
            council=party.council.label,
            due_on=near[0],
            note=_("Two or three sentences each, and how it stands"),
        )
