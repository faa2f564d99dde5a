"""Shared posts of one side of the access matrix, and what makes their lists longer."""

from decimal import Decimal

from tests.architecture.matrix_roles import Secret
from tests.clusters.factories import Sharing, in_days

TYPED_POST = {
    "title": "Ranger",
    "duties": "Paths.",
    "week_minutes": "20",
    "half_day_minutes": "3.75",
    "hour_pence": "19",
}
TYPED_SHARE = {"unit": "hours", "quantity": "1", "hour_pence": "19"}


class Posts:
    """Council A employs; B has one part since a while, and another that it has not answered."""

    def __init__(self, side):
        sharing = Sharing(side.principal, side.a, side.clerk, neighbours=0)
        sharing.neighbours, sharing.clerks = [side.b], [side.b_clerk]
        self.shared = sharing.post(title=f"Lengthsman of {side.mark}", duties=side.secret(Secret.POST))
        self.idle = sharing.post(title=f"Ranger of {side.mark}", duties=side.secret(Secret.POST))
        self.agreed = sharing.agreed(self.shared, starts_on=in_days(-200), slots=[2])
        self.offered = sharing.offer(self.shared, side.b, starts_on=in_days(5))


def sharing_of(place):
    """The employer is the clerk's own council; the neighbours are new."""
    return Sharing(place.principal, place.council, place.clerk, neighbours=1)


def posts(place, count):
    for _number in range(count):
        sharing = sharing_of(place)
        sharing.agreed(sharing.post())


def parts(place, count):
    sharing, post = sharing_of(place), a_post(place)
    for _number in range(count):
        sharing.agreed(post, unit="percent", quantity=Decimal("0.5"), starts_on=in_days(-200))


def a_post(place):
    return place.council.shared_posts.first() or sharing_of(place).post()


def reference(place):
    return [a_post(place).reference]


POST_LISTS = {
    "shared posts": ("clusters:posts", "clerk", lambda place: [], posts),
    "parts of a post": ("clusters:post", "clerk", reference, parts),
    "recharge statement": ("clusters:recharge", "clerk", reference, parts),
    "clerk's home with parts of posts": ("portal:home", "clerk", lambda place: [], parts),
}
