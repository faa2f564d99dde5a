"""How people are found, by those who may know who has access: by name, role, council or mailbox."""

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import Case, Count, FloatField, Q, Value, When, Window
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Membership
from core import search
from core.roles import Role
from core.search import Found, Hit, best_of
from core.words import normalise
from councils.models import Council

SHOWN = (
    "user__name", "user__email", "role", "council__name", "council__type", "council__context", "council__slug",
    "score", "total",
)  # fmt: skip


def people(person, wanted, most):
    """Today's memberships that the person may see and that fit every word."""
    if not person.is_authenticated or not (person.is_staff or person.current_memberships):
        return
    everyone = Membership.objects.visible_to(person).current()
    if not person.is_staff:  # says no more than the scope, but at once: names are compared within few councils only
        everyone = everyone.filter(council__in=[*person.council_ids(), *person.looked_after_ids])
    if wanted.near:
        likeness = Cast(TrigramWordSimilarity(Value(wanted.plain), "user__name"), FloatField())
        found = everyone.filter(user__name__trigram_word_similar=wanted.plain)
        found = found.annotate(score=Value(search.NEAR) + likeness * search.STEP)
    else:
        found = everyone.filter(_all(wanted.words, _known_of)).annotate(score=_score(wanted))
    ranked = found.annotate(total=Window(Count("*"))).order_by("-score", "user__name", "pk")
    rows, total = best_of(ranked.values(*SHOWN), most)
    yield Found("people", _("Person"), total, [_hit(row) for row in rows[:most]], many=_("People"))


def _all(words, condition):
    """Every word fits; with no words nothing does."""
    both = Q(pk__isnull=not words)
    for word in words:
        both &= condition(word)
    return both


def _in_name(word):
    return Q(user__name__unaccent__icontains=word)


def _known_of(word):
    """Anything by which one looks for somebody: name, role, mailbox, council, place."""
    known = _in_name(word) | Q(role__in=_roles(word))
    known |= Q(user__email__icontains=word) | Q(council__role_mailbox__icontains=word)
    return known | Q(council__search_name__contains=word) | Q(council__search_context__contains=word)


def _roles(word):
    """Roles one of whose words begins so: "liaison" or "officer"; plurals too."""
    stem = word.removesuffix("s")
    if len(stem) < 3:
        return []
    return [role.value for role in Role if any(w.startswith(stem) for w in normalise(str(role.label)).split())]


def _score(wanted):
    return Case(
        When(
            Q(user__name__unaccent__iexact=wanted.plain) | Q(user__email__iexact=wanted.text), then=Value(search.EXACT)
        ),
        When(user__name__unaccent__istartswith=wanted.plain, then=Value(search.BEGINS)),
        When(_all(wanted.words, _in_name), then=Value(search.NAMED)),
        default=Value(search.TEXT),
        output_field=FloatField(),
    )


def _hit(row):
    council = Council(name=row["council__name"], type=row["council__type"], context=row["council__context"])
    title = row["user__name"] or row["user__email"] or _("A person")
    note = f"{Role(row['role']).label}, {council.label}"
    return Hit(title, reverse("accounts:people", args=[row["council__slug"]]), note, row["score"])


def addresses(person, wanted):
    """The people's page of the council behind events about memberships and invitations."""
    ids = wanted.get("accounts.membership", ())
    if ids:
        seen = Membership.objects.visible_to(person).filter(pk__in=ids).values_list("pk", "council__slug")
        for pk, slug in seen:
            yield "accounts.membership", pk, reverse("accounts:people", args=[slug])
