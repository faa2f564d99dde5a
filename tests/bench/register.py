"""The register of partnerships with 2,000 entries, beside the same page of a council with as many as one page shows."""

from django.db import connection, transaction
from django.urls import reverse

from councils.models import Council
from partnerships.models import ListedRisk, Partnership, Party, RiskRating
from tests.bench.measure import Row, queries_of, ratio
from tests.bench.people import officer_of, opener

COUNCIL, ANOTHER = "E06000065", "E06000042"
FEW, MANY = 50, 2_000  # a page shows 50
MOST_QUERIES = 16


def rows():
    """Everything is taken back afterwards."""
    officer = officer_of(COUNCIL)
    addresses = {"register": "list", "risks of all": "all-risks", "sums": "sums"}
    pages = {words: opener(officer, reverse(f"partnerships:{name}")) for words, name in addresses.items()}
    with transaction.atomic():
        _enter(officer, COUNCIL, FEW)
        few = {words: queries_of(opens) for words, opens in pages.items()}
        _enter(officer, COUNCIL, MANY - FEW)
        neighbour = officer_of(ANOTHER)
        _enter(neighbour, ANOTHER, FEW)
        for words, opens in pages.items():
            many = queries_of(opens)
            text = f"{few[words]} with {FEW:,} partnerships, {many} with {MANY:,}"
            yield Row(f"{words}, queries", text, max(few[words], many), most=MOST_QUERIES, unit="queries")
            yield Row(f"{words}, flat", text, many - few[words], most=0, unit="more queries")
        page = opener(neighbour, reverse("partnerships:list"))
        names = ("with 2,000", "with 50")
        yield ratio("register, a page of 2,000 to a page of 50", pages["register"], page, most=2, names=names)
        transaction.set_rollback(True)


def _enter(officer, code, count):
    """Proposed ones with two parties and one risk each; PostgreSQL counts them, as it does by itself overnight."""
    convener = Council.objects.get(code=code)
    partner = Council.objects.local().current().of_principal(convener).by_name().first()
    entries = [Partnership(title=f"Shared {n}", convener=convener, created_by=officer) for n in range(count)]
    Partnership.objects.bulk_create(entries)
    Party.objects.bulk_create(Party(partnership=entry, council=who) for entry in entries for who in (convener, partner))
    risks = ListedRisk.objects.bulk_create(_risk(entry, officer) for entry in entries)
    RiskRating.objects.bulk_create(
        RiskRating(risk=risk, likelihood=risk.likelihood, impact=risk.impact, rated_by=officer) for risk in risks
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE partnerships_partnership, partnerships_party, partnerships_listedrisk")


def _risk(entry, officer):
    return ListedRisk(
        partnership=entry, number=1, title="It costs more", category="financial", likelihood=2, impact=3,
        owner_role="Treasurer", mitigation="A reserve", next_review_on="2030-01-01", raised_by=officer,
    )  # fmt: skip
