"""Pages: the directory beside Django's admin and beside itself with few councils; queries of the rest."""

from django.conf import settings
from django.urls import reverse

from charters.models import AgreementVersion
from councils.models import Council
from tests.bench.measure import Row, compared, connected_to, on, queries_of, ratio
from tests.bench.people import officer_of, opener, superuser

MOST_QUERIES = 12
# Bournemouth, Christchurch and Poole, and North Yorkshire with 728 local councils. Both took over from councils that
# ended: following those costs one query, whatever their number.
FEW, MANY = "E06000058", "E06000065"
BESIDE_THE_ADMIN = (
    ("", "first page", 0.3),
    ("?q=st+m", "“st m”", 0.3),
    ("?q=bishops+waltham", "“bishops waltham”", 0.45),  # docs/performance.md says why
)
SEARCHES = (  # what is typed, what kind of search, most times the same with a hundred councils
    ("bishops waltham", "exact", 1.3),
    ("st m", "prefix", 1.3),
    ("bishp waltham", "fuzzy", 2),
)


def rows():
    yield from beside_the_admin()
    yield from beside_a_hundred()
    yield from queries()
    yield from officers_homes()


def beside_the_admin():
    """The same model on the same rows; the admin cannot find a typing error."""
    admin = superuser()
    for query, words, most in BESIDE_THE_ADMIN:
        ours = opener(None, f"{reverse('councils:list')}{query}")
        theirs = opener(admin, f"{reverse('admin:councils_council_changelist')}{query}")
        yield ratio(f"directory, {words}, to Django's admin", ours, theirs, most=most, names=("directory", "admin"))


def beside_a_hundred():
    """The same search among all councils and among a hundred, both with the same finds."""
    with connected_to(settings.SMALL) as few:
        small = few.copy()  # closed by nobody until the end
    for text, kind, most in SEARCHES:
        opens = opener(None, f"{reverse('councils:list')}?q={text.replace(' ', '+')}")
        subject = f"directory, {kind} search, national to 100 councils"
        yield ratio(subject, opens, on(small, opens), most=most, names=("national", "100 councils"))
    small.close()


def queries():
    """At most twelve, and as many for 4 councils as for 728."""
    few, many = officer_of(FEW), officer_of(MANY)
    subjects = {
        "council page": (_page_of_a_local(FEW), _page_of_a_local(MANY)),
        "principal's page": (Council.objects.get(code=FEW).get_absolute_url(),
                             Council.objects.get(code=MANY).get_absolute_url()),
        "officer's home": (reverse("portal:home"),) * 2,
        "charter board": (_board(FEW), _board(MANY)),
    }  # fmt: skip
    for subject, (of_few, of_many) in subjects.items():
        little, much = queries_of(opener(few, of_few)), queries_of(opener(many, of_many))
        words = f"{little} with 4 councils, {much} with 728"
        yield Row(f"{subject}, queries", words, max(little, much), most=MOST_QUERIES, unit="queries")
        yield Row(f"{subject}, flat", words, much - little, most=0, unit="more queries")


def officers_homes():
    """For information: what 679 more councils cost the officer."""
    few, many = (opener(officer_of(code), reverse("portal:home")) for code in (FEW, MANY))
    short, long = compared(few, many)
    yield Row("officer's home, 728 councils to 4", f"{1000 * long:.0f} ms, {1000 * short:.0f} ms", long / short)
    few, many = (opener(officer_of(code), _board(code)) for code in (FEW, MANY))
    short, long = compared(few, many)
    yield Row("charter board, 728 councils to 4", f"{1000 * long:.0f} ms, {1000 * short:.0f} ms", long / short)


def _page_of_a_local(code):
    principal = Council.objects.get(code=code)
    return Council.objects.local().current().of_principal(principal).by_name().first().get_absolute_url()


def _board(code):
    out = AgreementVersion.objects.filter(agreement__convener__code=code, status="out").order_by("agreement")
    return reverse("charters:board", args=[out.select_related("agreement").first().agreement.reference])
