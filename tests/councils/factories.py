"""Councils for tests: a local council without more words, a principal by a trait."""

import factory

from councils.models import (
    Council,
    CouncilStatus,
    CouncilType,
    Nation,
    ParishArea,
    ParishAreaCode,
    Profile,
    Succession,
    Tier,
    place_context,
)
from councils.models.area import AreaKind, ParentMethod


class CouncilFactory(factory.django.DjangoModelFactory):
    """A parish council; `parents=[…]` are its principals, from which its context follows."""

    class Meta:
        model = Council
        skip_postgeneration_save = True

    class Params:
        principal = factory.Trait(
            tier=Tier.PRINCIPAL,
            type=CouncilType.UNITARY,
            name=factory.LazyAttribute(lambda council: f"{council.short_name} Council"),
            short_name=factory.Sequence(lambda n: f"Shire {n}"),
            code=factory.Sequence(lambda n: f"E06{n:06}"),
        )
        county_council = factory.Trait(principal=True, type=CouncilType.COUNTY)
        district = factory.Trait(principal=True, type=CouncilType.DISTRICT)
        meeting = factory.Trait(type=CouncilType.PARISH_MEETING)
        welsh = factory.Trait(type=CouncilType.COMMUNITY, nation=Nation.WALES)
        dissolved = factory.Trait(status=CouncilStatus.DISSOLVED, ended_on="2023-04-01")

    name = factory.Sequence(lambda n: f"Place {n}")
    slug = factory.Sequence(lambda n: f"place-{n}")
    tier = Tier.LOCAL
    type = CouncilType.PARISH
    nation = Nation.ENGLAND

    @factory.post_generation
    def parents(self, create, extracted, **kwargs):
        if extracted:
            self.parents.set(extracted)
            nearest = min(extracted, key=lambda council: council.type == CouncilType.COUNTY)
            self.context = self.context or place_context(nearest, nearest.county)
            self.save()


class AreaFactory(factory.django.DjangoModelFactory):
    """A parish with its code in the history."""

    class Meta:
        model = ParishArea
        skip_postgeneration_save = True

    class Params:
        unknown = factory.Trait(parent=None, parent_method=ParentMethod.UNRESOLVED)

    code = factory.Sequence(lambda n: f"E04{n:06}")
    name = factory.Sequence(lambda n: f"Area {n}")
    kind = AreaKind.PARISH
    parent = factory.SubFactory(CouncilFactory, principal=True)
    parent_method = ParentMethod.ONS_2019

    @factory.post_generation
    def councils(self, create, extracted, **kwargs):
        ParishAreaCode.objects.create(area=self, code=self.code, source="factory")
        if extracted:
            self.councils.set(extracted)


class ProfileFactory(factory.django.DjangoModelFactory):
    """A profile with nothing in it yet."""

    class Meta:
        model = Profile

    council = factory.SubFactory(CouncilFactory)


class SuccessionFactory(factory.django.DjangoModelFactory):
    """One principal replaced by another."""

    class Meta:
        model = Succession

    predecessor = factory.SubFactory(CouncilFactory, principal=True, dissolved=True)
    successor = factory.SubFactory(CouncilFactory, principal=True)
    on = "2023-04-01"
    kind = Succession.Kind.REPLACED
