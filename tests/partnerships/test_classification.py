"""The six questions, and how much paper follows from money, risk and law."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from councils.models import OwnPortal
from councils.proportion import Tier
from partnerships.classification import QUESTIONS, REASONS, classify
from partnerships.models import Kind, Partnership, Risk, Statute
from partnerships.tiers import ORDER, worked_out
from partnerships.weighing import BENEFITS, CHALLENGES, words_of
from tests.partnerships.factories import ANSWERS, Shared


@pytest.mark.parametrize(
    ("changed", "kind"),
    [
        ({}, Kind.PARTNERSHIP),
        ({"delivers": "them"}, Kind.PARTNERSHIP),
        ({"independent": "no"}, Kind.DIRECT),
        ({"decides": "us", "delivers": "us"}, Kind.DIRECT),
        ({"money": "payment", "delivers": "them"}, Kind.CONTRACT),
        ({"money": "grant", "decides": "them"}, Kind.GRANT),
        ({"goal": "no"}, Kind.MARGINAL),
        ({"decides": "them", "delivers": "them"}, Kind.MARGINAL),
        ({"risk": "no"}, Kind.MARGINAL),
    ],
)
def test_each_kind_has_answers_that_lead_to_it(changed, kind):
    assert classify({**ANSWERS, **changed})[0] == kind


def test_whatever_is_answered_there_is_a_kind_with_reasons_in_words():
    names = [question.name for question in QUESTIONS]
    for chosen in product(*([value for value, _words in question.choices] for question in QUESTIONS)):
        kind, reasons = classify(dict(zip(names, chosen, strict=True)))
        assert kind in Kind.values
        assert reasons
        assert set(reasons) <= set(REASONS)


def test_all_26_benefits_and_16_challenges_can_be_picked():
    assert sum(len(points) for _heading, points in BENEFITS) == 26
    assert sum(len(points) for _heading, points in CHALLENGES) == 16
    ((_heading, points),) = words_of(BENEFITS, ["BEN-3.1", "BEN-9.9"])
    assert len(points) == 1


money = st.none() | st.integers(0, 200_000_00)
facts = st.fixed_dictionaries({"pence": money, "risk": st.sampled_from(Risk), "statute": st.sampled_from(Statute)})


@given(facts, facts)
def test_more_money_or_risk_never_asks_for_less_paper(one, other):
    portal = OwnPortal()
    risks = list(Risk)
    more = {
        "pence": max(one["pence"] or 0, other["pence"] or 0),
        "risk": max(one["risk"], other["risk"], key=risks.index),
        "statute": one["statute"] if one["statute"] != "none" else other["statute"],
    }
    assert ORDER.index(worked_out(portal, **more)) >= ORDER.index(worked_out(portal, **one))


@pytest.mark.django_db
def test_the_database_works_out_the_same_size_as_the_page():
    entry = Shared().decided().entry
    OwnPortal.objects.create(council=entry.convener, standard_from=10_00, full_from=20_00)
    for pence, risk, statute in product((None, 9_99, 10_00, 20_00), Risk, ("none", "crime")):
        Partnership.objects.filter(pk=entry.pk).update(value_pence=pence, risk=risk, statute=statute)
        row = Partnership.objects.whole().get(pk=entry.pk)
        assert row.tier == worked_out(row.convener.own_portal, pence=pence, risk=risk, statute=statute)
    Partnership.objects.filter(pk=entry.pk).update(tier_set=Tier.LIGHT, tier_reason="A trial")
    assert Partnership.objects.whole().get(pk=entry.pk).tier == Tier.LIGHT
