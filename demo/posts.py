"""Posts that local councils of the demonstration share, through the portal's own actions."""

from datetime import timedelta
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from clusters import actions
from clusters.models import SharedPost
from demo import clock, people
from demo.places import council_of
from demo.roles import fixture


def share_posts():
    """Every post of the fixtures that is not there yet."""
    for story in fixture("posts")["posts"]:
        employer = council_of(story["employer"])
        if not SharedPost.objects.of_employers([employer.pk]).filter(title=story["title"]).exists():
            share(story, employer)


def clerk_of(council):
    """Freshly read: some joined later than what they are told to have done."""
    clerk = User.objects.get(pk=people.clerk_of(council).pk)
    clerk.current_memberships = list(clerk.current_memberships)
    return clerk


@transaction.atomic
def share(story, employer):
    """The post, its parts on their days, and what each council said."""
    today, by = timezone.localdate(), clerk_of(employer)
    facts = {name: story[name] for name in ("title", "duties", "half_day_minutes", "hour_pence")}
    with clock.set_back(story["ago"]):
        facts["week_minutes"] = story["week_hours"] * 60
        post = actions.share_post(employer=employer, facts=facts, by=by)
    for part in story["parts"]:
        council = council_of(part["council"])
        said = {"unit": part["unit"], "quantity": Decimal(part["quantity"]), "of_parts": part.get("of_parts", 1)}
        days = {"starts_on": today - timedelta(days=part["ago"] - 7), "ends_on": None}
        answers = clerk_of(council) if "minute" in part else None
        with clock.set_back(part["ago"]):
            share = actions.offer_share(
                post=post, council=council, by=by,
                facts={**said, **days, "slots": part.get("slots", []), "hour_pence": story["hour_pence"]},
            )  # fmt: skip
            if answers:
                actions.agree_share(share=share, minute=part["minute"], by=answers)
