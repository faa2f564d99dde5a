"""How much paper a partnership needs, worked out from money, risk and law: once in Python, once for lists in SQL."""

from django.db.models import BigIntegerField, Case, CharField, F, Q, Value, When
from django.db.models.functions import Coalesce

from councils.models.own_portal import FULL_FROM, STANDARD_FROM
from councils.portal_actions import portal_of
from councils.proportion import Tier, tier_in
from partnerships.models.choices import Risk, Statute

ORDER = (Tier.LIGHT, Tier.STANDARD, Tier.FULL)


def worked_out(portal, *, pence, risk, statute):
    """The least that money, risk and law ask for, by the settings of the principal council."""
    least = [tier_in(portal, pence or 0)]
    if risk == Risk.HIGH:
        least.append(Tier.FULL)
    if risk == Risk.MEDIUM or statute != Statute.NONE:
        least.append(Tier.STANDARD)
    return max(least, key=ORDER.index)


def tier_of(partnership):
    """The tier set by hand, or the one worked out by the settings of today."""
    if partnership.tier_set:
        return Tier(partnership.tier_set)
    facts = {"pence": partnership.value_pence, "risk": partnership.risk, "statute": partnership.statute}
    return worked_out(portal_of(partnership.convener), **facts)


def worth():
    """The money of a row, nothing where it is not known."""
    return Coalesce("value_pence", Value(0), output_field=BigIntegerField())


def tier_in_sql():
    """The tier of each row that has `worth`: the one set by hand, or the one worked out."""
    return Case(
        When(~Q(tier_set=""), then=F("tier_set")),
        When(Q(risk=Risk.HIGH) | Q(worth__gte=_from("full_from", FULL_FROM)), then=Value(str(Tier.FULL))),
        When(
            Q(risk=Risk.MEDIUM) | ~Q(statute=Statute.NONE) | Q(worth__gte=_from("standard_from", STANDARD_FROM)),
            then=Value(str(Tier.STANDARD)),
        ),
        default=Value(str(Tier.LIGHT)),
        output_field=CharField(),
    )


def _from(name, usual):
    """From how many pence on, by the convener's own settings or the usual ones."""
    return Coalesce(F(f"convener__own_portal__{name}"), Value(usual), output_field=BigIntegerField())
