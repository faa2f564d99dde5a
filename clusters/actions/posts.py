"""Sharing a post: the employer enters it and offers parts, each council agrees to its own, a part ends on a day."""

from contextlib import contextmanager

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from clusters.models import PostShare, SharedPost
from core.audit import record
from core.exceptions import Refused
from core.formatting import date
from core.locking import refuse_if_changed
from core.policies import allows, require
from councils.models import Council

FACTS = ("title", "duties", "week_minutes", "half_day_minutes", "hour_pence")
SHARE_FACTS = ("unit", "quantity", "of_parts", "slots", "hour_pence", "starts_on", "ends_on")


@transaction.atomic
def share_post(*, employer, facts, by):
    """A post from which the employer will let other councils have a part."""
    require(by, "clusters.share_post", employer)
    post = SharedPost.objects.create(employer=employer, created_by=by, **{name: facts[name] for name in FACTS})
    _tell("clusters.post_shared", post, _("Post “%(post)s” entered to be shared"), by=by)
    return post


def post_words(post):
    """What the form about it shows."""
    return {name: getattr(post, name) for name in FACTS}


@transaction.atomic
def change_post(*, post, facts, seen=None, by):
    """Duties or hours; never fewer hours than were given away."""
    post = _locked(post, by)
    refuse_if_changed(seen, post_words(post), record=post, parts=["post"])
    for name in FACTS:
        setattr(post, name, facts[name])
    with _said_in_words("week_minutes"):
        post.save()
    _tell("clusters.post_changed", post, _("Post “%(post)s” changed"), by=by, parts=["post"])
    return post


@transaction.atomic
def end_post(*, post, by):
    """It is shared no longer: only once nobody else has a part that goes on."""
    post = _locked(post, by)
    _refuse_ended(post)
    today = timezone.localdate()
    others = post.shares.standing().exclude(council=post.employer)
    if any(share.ends_on is None or share.ends_on >= today for share in others):
        raise Refused(_("Other councils still have a part of this post. End their parts first"))
    post.ended_at, post.ended_by = timezone.now(), by
    post.save()
    _tell("clusters.post_ended", post, _("Post “%(post)s” is no longer shared"), by=by)
    return post


@transaction.atomic
def offer_share(*, post, council, facts, by):
    """A part for a council, held for it from now on; the employer's own part needs nobody's word."""
    post = _locked(post, by)
    _refuse_ended(post)
    if not council.is_local or council.is_dissolved:
        raise Refused(_("Choose a local council that exists"), field="council")
    if facts["ends_on"] and facts["ends_on"] < facts["starts_on"]:
        raise Refused(_("The last day lies before the first"), field="ends_on")
    share = PostShare(post=post, council=council, offered_by=by, **{name: facts[name] for name in SHARE_FACTS})
    if council.pk == post.employer_id:
        share.agreed_at, share.agreed_by = timezone.now(), by
    with _said_in_words("quantity"):
        share.save()
    words = _("%(council)s: %(share)s of “%(post)s” from %(day)s")
    _tell("clusters.share_offered", post, words, by=by, share=share)
    return share


@transaction.atomic
def agree_share(*, share, minute="", by):
    """The clerk of the council says yes, with the minute of its decision if there is one."""
    share = _locked_share(share, by, "clusters.answer_share")
    if share.agreed_at or share.released_at:
        raise Refused(_("This was answered already"))
    share.agreed_at, share.agreed_by, share.minute = timezone.now(), by, minute
    share.save()
    words = _("%(council)s agrees to %(share)s of “%(post)s” from %(day)s")
    _tell("clusters.share_agreed", share.post, words, by=by, share=share, acting_for=share.council)
    return share


@transaction.atomic
def release_share(*, share, by):
    """The council declines, or the employer takes a part back that nobody has worked yet: the hours are free again."""
    share = _locked_share(share, by, "clusters.release_share")
    if share.released_at or (share.agreed_at and share.starts_on <= timezone.localdate()):
        raise Refused(_("This part was worked already, or is gone. Its last day can be set"))
    share.released_at, share.released_by = timezone.now(), by
    share.save()
    is_declined = not allows(by, "clusters.keep_post", share.post)
    words = (
        _("%(council)s does not take %(share)s of “%(post)s”")
        if is_declined
        else _("%(share)s of “%(post)s” no longer offered to %(council)s")
    )
    acting_for = share.council if is_declined else share.post.employer
    _tell("clusters.share_released", share.post, words, by=by, share=share, acting_for=acting_for)
    return share


@transaction.atomic
def end_share(*, share, ends_on, seen=None, by):
    """The employer writes down the last day on which both have agreed; what lies behind us stays as it was."""
    share = _locked_share(share, by, "clusters.end_share")
    today = timezone.localdate()
    refuse_if_changed(seen, {"ends_on": share.ends_on}, record=share.post, parts=[f"share-{share.pk}"])
    if share.released_at or (share.ends_on and share.ends_on < today):
        raise Refused(_("This part has ended already"))
    if ends_on < share.starts_on:
        raise Refused(
            _("The last day lies before the first, %(day)s") % {"day": date(share.starts_on)}, field="ends_on"
        )
    if ends_on < today:
        raise Refused(_("Choose today or a later day: what was worked until today is charged"), field="ends_on")
    share.ends_on = ends_on
    with _said_in_words("ends_on"):
        share.save()
    words = _("%(council)s has %(share)s of “%(post)s” until %(last)s")
    _tell("clusters.share_ends", share.post, words, by=by, share=share)
    return share


@contextmanager
def _said_in_words(field):
    """What the database refuses, as a sentence beside the field; the transaction outside goes on to be rolled back."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        if "post_over_allocated" in str(error):
            raise Refused(_("That is more than is free. Look at what the others have, and when"), field=field) from None
        if "post_slot_taken" in str(error):
            raise Refused(_("Another council has one of these half days"), field="slots") from None
        raise


def _locked(post, by):
    post = SharedPost.objects.select_for_update(of=("self",), no_key=True).select_related("employer").get(pk=post.pk)
    require(by, "clusters.keep_post", post)
    return post


def _locked_share(share, by, rule):
    """The post first, then the share: everyone locks in this order."""
    SharedPost.objects.select_for_update(of=("self",), no_key=True).get(pk=share.post_id)
    share = PostShare.objects.select_for_update(of=("self",)).whole().get(pk=share.pk)
    require(by, rule, share)
    return share


def _refuse_ended(post):
    if not post.is_shared:
        raise Refused(_("The post is no longer shared"))


def _tell(verb, post, sentence, *, by, share=None, acting_for=None, parts=()):
    named = {"post": post.title}
    if share:
        last = date(share.ends_on) if share.ends_on else ""
        more = {"council": share.council.full_name, "share": share.words, "day": date(share.starts_on), "last": last}
        named |= more
        parts = [f"share-{share.pk}"]
    councils = Council.objects.filter(pk__in=post.shares.standing().values("council"))
    concerned = [*councils, post.employer, *([share.council] if share else [])]
    record(verb, post, sentence % named, by=by, councils=concerned, acting_for=acting_for or post.employer,
           restricted=True, parts=parts)  # fmt: skip
