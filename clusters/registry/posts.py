"""Shared posts on pages above: what waits for a clerk, where to go, what one may start, how they are found."""

from django.urls import reverse
from django.utils.translation import gettext as _

from clusters.models import PostShare, SharedPost
from core.policies import allows
from core.registry import (
    CREATE,
    DESTINATION,
    EVENT,
    OPEN_WORK,
    RECORD_ADDRESS,
    REFERENCE,
    Destination,
    EventKind,
    OpenWork,
    StartLink,
    provides,
)


@provides(OPEN_WORK)
def parts_to_agree(person):
    """Parts of posts that wait for a clerk's word."""
    mine = person.council_ids("clerk")
    if not mine:
        return
    for share in PostShare.objects.filter(council__in=mine).unanswered().whole():
        title = _("Agree to %(share)s of “%(post)s”") % {"share": share.words, "post": share.post.title}
        yield OpenWork(title, share.post.get_absolute_url(), share.council.full_name, share.starts_on)


@provides(CREATE)
def start_links(person):
    if allows(person, "clusters.share_post"):
        yield StartLink(_("Share a post with other councils"), reverse("clusters:post-add"))


@provides(DESTINATION)
def pages(person):
    if person.is_authenticated:
        words = _("lengthsman caretaker ranger staff capacity recharge half day")
        yield Destination(_("Shared posts"), reverse("clusters:posts"), words)


@provides(REFERENCE)
def by_reference(person, reference):
    for post in SharedPost.objects.visible_to(person).filter(reference=reference):
        yield post.get_absolute_url()


@provides(RECORD_ADDRESS)
def addresses(person, wanted):
    if wanted.get("clusters.sharedpost"):
        seen = SharedPost.objects.visible_to(person).filter(pk__in=wanted["clusters.sharedpost"])
        for pk, reference in seen.values_list("pk", "reference"):
            yield "clusters.sharedpost", pk, reverse("clusters:post", args=[reference])


@provides(EVENT)
def events():
    yield EventKind("clusters.post_shared", _("Shared posts entered"))
    yield EventKind("clusters.post_changed", _("Shared posts changed"))
    yield EventKind("clusters.post_ended", _("Posts no longer shared"), tells=True)
    yield EventKind("clusters.share_offered", _("Parts of posts offered"), tells=True)
    yield EventKind("clusters.share_agreed", _("Parts of posts agreed"), tells=True)
    yield EventKind("clusters.share_released", _("Parts of posts declined or taken back"), tells=True)
    yield EventKind("clusters.share_ends", _("Last days of parts of posts"), tells=True)
