"""Temporary, untracked."""
import factory
from councils.models import Council
class CouncilFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Council
        skip_postgeneration_save = True
    name = factory.Sequence(lambda n: f"Place {n}")
    slug = factory.Sequence(lambda n: f"place-{n}")
    tier = "local"
    type = "parish"
    nation = "England"
    class Params:
        principal = factory.Trait(tier="principal", type="unitary", name=factory.Sequence(lambda n: f"Shire {n} Council"))
    @factory.post_generation
    def parents(self, create, extracted, **kwargs):
        if extracted:
            self.parents.set(extracted)
