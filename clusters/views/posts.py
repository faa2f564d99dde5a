"""Shared posts: the list, one post with its calendar and its parts, and the statement of a quarter."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clusters import actions
from clusters.capacity import Quarter, charges, stretches, week
from clusters.forms.posts import AgreeForm, EndShareForm, SharedPostForm, ShareForm
from clusters.models import PostShare, SharedPost
from clusters.models.posts import DAYS
from clusters.paper import recharge_paper, shares_charged
from core.csv import Export
from core.documents import fingerprint
from core.editing import EditPage
from core.jobs.actions import start_job
from core.models import AuditEvent
from core.policies import allows
from core.views import ExportedPage, FormPage, ListPage, Page, PortalView
from councils.models import Council

NEWEST = 20
COLUMNS = ("reference", "employer", "title", "hours_per_week", "parts", "free_percent")
RECHARGE = ("post", "quarter", "council", "unit", "quantity", "of_parts", "first_day", "last_day", "hours",
            "hour_pence", "pence")  # fmt: skip


def post_cells(post):
    """One post, read whole."""
    now = stretches(post.standing_shares, timezone.localdate())[0]
    councils = "; ".join(share.council.full_name for share in now.shares)
    free = round(100 * now.free, 2)
    return post.reference, post.employer.full_name, post.title, f"{post.week_minutes / 60:.2f}", councils, float(free)


def charge_cells(pair):
    """One line of the statement."""
    quarter, charge = pair
    share = charge.share
    said = (share.unit, share.quantity, share.of_parts, charge.first, charge.last, charge.hours, share.hour_pence)
    return (share.post.reference, quarter.key, share.council.full_name, *said, charge.pence)


class Posts(ListPage):
    """Every post in which one of the reader's councils has a part, and those of the area."""

    policy = "clusters.read_posts"
    template_name = "clusters/posts.html"
    export = Export("shared-posts", COLUMNS, post_cells)

    def rows(self):
        return SharedPost.objects.visible_to(self.request.user).shared().whole().by_title()

    def context(self):
        today = timezone.localdate()
        return {"today": today, "stretches": stretches, "shares_post": allows(self.request.user, "clusters.share_post")}


class PostPage(Page, abstract=True):
    """A page about one post."""

    policy = "clusters.keep_post"
    lookup = {"reference": "reference"}

    def scope(self):
        return SharedPost.objects.visible_to(self.request.user).whole()

    def about(self):
        return {"back_url": self.record.get_absolute_url(), "lead": self.record.title}


class Post(PostPage):
    """Who has it when, what is free, and what waits for an answer."""

    policy = "clusters.read_posts"
    template_name = "clusters/post.html"

    def context(self):
        post, person, today = self.record, self.request.user, timezone.localdate()
        shares = post.standing_shares
        ahead = [share for share in shares if share.ends_on is None or share.ends_on >= today]
        return {
            "post": post,
            "shares": shares,
            "stretches": stretches(shares, today),
            "week": week(shares, today),
            "has_week": any(share.slots for share in ahead),
            "day_names": DAYS,
            "keeps": allows(person, "clusters.keep_post", post),
            "answers": {share.pk for share in shares if allows(person, "clusters.answer_share", share)},
            "reads_recharge": allows(person, "clusters.read_recharge", post),
            "today": today,
            "events": AuditEvent.objects.about(post).readable_by(person)[:NEWEST],
        }


class AddPost(FormPage):
    """By a clerk; a clerk of several councils comes here for one of them."""

    policy = "clusters.share_post"
    form_class = SharedPostForm
    template_name = "clusters/form.html"
    title = gettext_lazy("Share a post with other councils")

    @cached_property
    def employers(self):
        mine = Council.objects.visible_to(self.request.user).filter(pk__in=self.request.user.council_ids("clerk"))
        return list(mine.current().local().by_name())

    @property
    def employer(self):
        asked = self.request.GET.get("of")
        return next((council for council in self.employers if council.slug == asked), self.employers[0])

    def context(self):
        others = [council for council in self.employers if council != self.employer]
        about = {"back_url": reverse("clusters:posts"), "lead": self.employer.full_name, "others": others}
        return {**super().context(), **about}

    def done(self, form):
        post = actions.share_post(employer=self.employer, facts=form.cleaned_data, by=self.request.user)
        messages.success(self.request, _("Saved. Now offer parts of it to other councils."))
        return redirect(post)


class ChangePost(EditPage, PostPage):
    """Put it right."""

    form_class = SharedPostForm
    template_name = "clusters/form.html"
    title = gettext_lazy("Change the post")

    def stored(self):
        return actions.post_words(self.record)

    def context(self):
        return {**super().context(), **self.about()}

    def done(self, form):
        actions.change_post(post=self.record, facts=form.cleaned_data, seen=self.seen(form), by=self.request.user)
        messages.success(self.request, _("Saved"))
        return redirect(self.record)


class EndPost(PostPage):
    """It is shared no longer."""

    template_name = "clusters/end_post.html"

    def context(self):
        return {"post": self.record, **self.about()}

    def post(self, request, *args, **kwargs):
        actions.end_post(post=self.record, by=request.user)
        messages.success(request, _("The post is no longer shared"))
        return redirect("clusters:posts")


class OfferShare(FormPage, PostPage):
    """A part for a council."""

    form_class = ShareForm
    template_name = "clusters/form.html"
    title = gettext_lazy("Offer a part of the post")

    def form_kwargs(self):
        initial = {"hour_pence": self.record.hour_pence, "starts_on": timezone.localdate()}
        return {"suggest_url": f"{reverse('councils:suggest')}?tier=local", "initial": initial}

    def context(self):
        return {**super().context(), **self.about()}

    def done(self, form):
        share = actions.offer_share(
            post=self.record, council=form.cleaned_data["council"], facts=form.cleaned_data, by=self.request.user
        )
        words = _("Saved") if share.is_own else _("Offered. The clerk of %(council)s is asked to agree.")
        messages.success(self.request, words % {"council": share.council.full_name})
        return redirect(self.record)


class SharePage(Page, abstract=True):
    """A page about one part of a post."""

    policy = "clusters.answer_share"
    lookup = {"pk": "pk", "post__reference": "reference"}

    def scope(self):
        return PostShare.objects.visible_to(self.request.user).standing().whole()

    def about(self):
        lead = _("%(council)s: %(share)s") % {"council": self.record.council.full_name, "share": self.record.words}
        return {"back_url": self.record.post.get_absolute_url(), "lead": lead}


class AgreeShare(FormPage, SharePage):
    """The council that was asked agrees."""

    form_class = AgreeForm
    template_name = "clusters/form.html"
    title = gettext_lazy("Agree to this part of the post")

    def context(self):
        return {**super().context(), **self.about()}

    def done(self, form):
        actions.agree_share(share=self.record, minute=form.cleaned_data["minute"], by=self.request.user)
        messages.success(self.request, _("Agreed. The council that employs is told."))
        return redirect(self.record.post)


class ReleaseShare(PortalView):
    """A button of either side."""

    policy = "clusters.release_share"
    lookup = SharePage.lookup

    def scope(self):
        return PostShare.objects.visible_to(self.request.user).standing().whole()

    def post(self, request, *args, **kwargs):
        actions.release_share(share=self.record, by=request.user)
        messages.success(request, _("Saved. These hours are free again."))
        return redirect(self.record.post)


class EndShare(EditPage, SharePage):
    """The employer sets the last day."""

    policy = "clusters.end_share"
    form_class = EndShareForm
    template_name = "clusters/form.html"
    title = gettext_lazy("Set the last day of this part")

    def stored(self):
        return {"ends_on": self.record.ends_on}

    def context(self):
        return {**super().context(), **self.about()}

    def done(self, form):
        actions.end_share(
            share=self.record, ends_on=form.cleaned_data["ends_on"], seen=self.seen(form), by=self.request.user
        )
        messages.success(self.request, _("Saved"))
        return redirect(self.record.post)


class Recharge(ExportedPage, PostPage):
    """What each council pays for one quarter; a press on the button has the worker print it."""

    policy = "clusters.read_recharge"
    template_name = "clusters/recharge.html"
    export = Export("recharge", RECHARGE, charge_cells)

    @cached_property
    def quarter(self):
        asked = self.request.GET.get("quarter")
        found = Quarter.named(asked) if asked else Quarter.of(timezone.localdate()).previous
        if found is None:
            raise Http404
        return found

    def rows(self):
        return [(self.quarter, charge) for charge in charges(shares_charged(self.record, self.quarter), self.quarter)]

    def context(self):
        found = [charge for _quarter, charge in self.rows()]
        return {"post": self.record, "quarter": self.quarter, "charges": found, "total": sum(c.pence for c in found)}

    def post(self, request, *args, **kwargs):
        post, quarter = self.record, self.quarter
        content = fingerprint(recharge_paper(post, quarter, at=timezone.now()))
        job = start_job(
            kind="clusters.recharge",
            title=_("Recharge statement: %(post)s, %(quarter)s") % {"post": post.title, "quarter": quarter.words},
            subject=post,
            council=post.employer,
            key=f"{post.pk}:{quarter.key}:{request.user.pk}:{content}",
            once=True,
            params={"post": post.reference, "quarter": quarter.key},
            by=request.user,
        )
        return redirect(job)
