"""The register of partnerships with 2,000 entries, beside the directory of all councils and beside itself."""

from django.db import transaction
from django.urls import reverse

from councils.models import Council
from partnerships.models import ListedRisk, Partnership, Party, RiskRating
from tests.bench.measure import Row, queries_of, ratio
from tests.bench.people import officer_of, opener

COUNCIL = "E06000065"
FEW, MANY = 20, 2_000
MOST_QUERIES = 16


def rows():
    """Everything is taken back afterwards."""
    officer = officer_of(COUNCIL)
    addresses = {"register": "list", "risks of all": "all-risks", "sums": "sums"}
    pages = {words: opener(officer, reverse(f"partnerships:{name}")) for words, name in addresses.items()}
    with transaction.atomic():
        _enter(officer, FEW)
        few = {words: queries_of(opens) for words, opens in pages.items()}
        _enter(officer, MANY - FEW)
        for words, opens in pages.items():
            many = queries_of(opens)
            text = f"{few[words]} with {FEW:,} partnerships, {many} with {MANY:,}"
            yield Row(f"{words}, queries", text, max(few[words], many), most=MOST_QUERIES, unit="queries")
            yield Row(f"{words}, flat", text, many - few[words], most=0, unit="more queries")
        directory = opener(officer, reverse("councils:list"))
        subject = f"register of {MANY:,} to the directory of all councils"
        yield ratio(subject, pages["register"], directory, most=2, names=("register", "directory"))
        transaction.set_rollback(True)


def _enter(officer, count):
    """Proposed ones with two parties and one risk each."""
    convener = Council.objects.get(code=COUNCIL)
    partner = Council.objects.local().current().of_principal(convener).by_name().first()
    entries = [Partnership(title=f"Shared {n}", convener=convener, created_by=officer) for n in range(count)]
    Partnership.objects.bulk_create(entries)
    Party.objects.bulk_create(Party(partnership=entry, council=who) for entry in entries for who in (convener, partner))
    risks = ListedRisk.objects.bulk_create(_risk(entry, officer) for entry in entries)
    RiskRating.objects.bulk_create(
        RiskRating(risk=risk, likelihood=risk.likelihood, impact=risk.impact, rated_by=officer) for risk in risks
    )


def _risk(entry, officer):
    return ListedRisk(
        partnership=entry, number=1, title="It costs more", category="financial", likelihood=2, impact=3,
        owner_role="Treasurer", mitigation="A reserve", next_review_on="2030-01-01", raised_by=officer,
    )  # fmt: skip
