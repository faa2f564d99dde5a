"""A principal's own portal: colours that can be read, logos drawn anew, preview, history, and on whose pages it is."""

import io

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import example, given
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from core.contrast import BLACK, READABLE, WHITE, mixed, nearest, parsed, ratio
from core.exceptions import Refused
from core.locking import Changed, Seen
from core.models import AuditEvent, StoredDocument
from core.pictures import KEPT_BYTES, redrawn
from core.roles import Role
from councils.looks import SHADES, stylesheet
from councils.models import OwnPortal
from councils.portal_actions import KEEP, answers_of, change_own_portal, portal_of
from councils.proportion import counts_as_partnership, tier_by_money
from tests.accounts.factories import MembershipFactory, person, sign_in
from tests.councils.factories import CouncilFactory
from tests.saving import opened, save

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
KINDS = ("partnership", "contract", "grant", "direct_provision", "marginal_interest")
LOOK = {"name": "Shire Together", "header_colour": "#102a43", "header_text": WHITE, "accent_colour": "#7a1f5c"}


@pytest.fixture
def shire(db):
    return CouncilFactory(principal=True, name="Shire Council", short_name="Shire", slug="shire")


@pytest.fixture
def manager(shire):
    return person(Role.MANAGER, shire)


@pytest.fixture
def own(shire, manager):
    return (
        change_own_portal(council=shire, values={**LOOK, "logo_alt": "Two oaks"}, logo=redrawn(upload()), by=manager)
        and shire
    )


def upload(size=(400, 120), form="PNG", name="logo.png", **options):
    """A picture with see-through parts, as somebody would choose it."""
    file = io.BytesIO()
    mode = "RGBA" if form != "JPEG" else "RGB"
    Image.new(mode, size, (10, 80, 160, 128)[: len(mode)]).save(file, form, **options)
    return SimpleUploadedFile(name, file.getvalue())


def part(key, page="part"):
    return reverse(f"councils:own-portal-{page}", kwargs={"slug": "shire", "part": key})


# Contrast


def test_contrast_is_that_of_the_standard():
    """Values that the W3C's own examples and calculators give."""
    assert ratio(WHITE, BLACK) == pytest.approx(21)
    assert ratio("#777777", WHITE) == pytest.approx(4.48, abs=0.005)
    assert ratio("#767676", WHITE) == pytest.approx(4.54, abs=0.005)
    assert ratio("#0000ff", WHITE) == pytest.approx(8.59, abs=0.005)
    assert ratio("#ff0000", BLACK) == pytest.approx(5.25, abs=0.005)


@given(COLOURS, st.sampled_from([WHITE, BLACK]))
@example("#777777", WHITE)
@example("#000000", BLACK)
def test_the_nearest_colour_passes_and_is_no_further_than_needed(colour, text):
    found = nearest(colour, text)
    assert ratio(found, text) >= READABLE
    if ratio(colour, text) >= READABLE:
        assert found == colour
    else:
        away = BLACK if text == WHITE else WHITE
        steps = [mixed(colour, away, step / 255) for step in range(256)]
        assert ratio(steps[max(steps.index(found) - 1, 0)], text) < READABLE


@given(COLOURS)
def test_every_accent_that_passes_gives_headings_that_can_be_read_on_its_own_tints(colour):
    accent = nearest(colour, WHITE)
    shades = {number: mixed(accent, other, share) for number, other, share in SHADES}
    assert ratio(shades["900"], shades["50"]) >= READABLE
    assert ratio(shades["900"], "#f7f4ec") >= READABLE  # the sand of footer and filters
    assert ratio(shades["700"], WHITE) >= READABLE


@pytest.mark.parametrize("text", ["#12372F", "12372f", " #12372f "])
def test_colours_are_taken_as_people_write_them(text):
    assert parsed(text) == "#12372f"
    assert parsed("#abc") == "#aabbcc"


@pytest.mark.parametrize("text", ["", "green", "#12345", "#1234567", "rgb(1,2,3)", "#12372f;}"])
def test_other_colours_are_refused(text):
    with pytest.raises(ValueError, match="is no colour"):
        parsed(text)


def test_a_pale_colour_is_refused_at_its_field_with_the_figure_and_the_nearest(client, manager):
    response = save(sign_in(client, manager), part("look"), {**LOOK, "header_colour": "#f0b23e"})
    soup = BeautifulSoup(response.content, "lxml")
    message = soup.find(id="header_colour-error") or soup.find(id="id_header_colour-error")
    found = nearest("#f0b23e", WHITE)
    assert "contrast of 1.88 to 1" in message.text
    assert found in message.text
    assert soup.find("input", {"name": "header_colour"})["value"] == "#f0b23e"
    assert soup.find("input", {"name": "name"})["value"] == "Shire Together"
    black = save(client, part("look"), {**LOOK, "header_colour": "#f0b23e", "header_text": BLACK})
    assert black.status_code == 302
    assert save(client, part("look"), {**LOOK, "header_colour": found}).status_code == 302
    assert not OwnPortal.objects.exists()


def test_the_action_refuses_what_the_form_would_have(shire, manager):
    with pytest.raises(Refused) as refused:
        change_own_portal(council=shire, values={"accent_colour": "#ffee00"}, by=manager)
    assert refused.value.field == "accent_colour"


# Logos


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
def test_a_logo_is_drawn_anew_on_white_and_small(form):
    picture = redrawn(upload((3000, 900), form))
    drawn = Image.open(io.BytesIO(picture.content))
    assert (drawn.format, drawn.mode, drawn.size) == ("PNG", "RGB", (picture.width, picture.height))
    assert picture.width == 640
    assert len(picture.content) <= KEPT_BYTES
    red, _green, _blue = drawn.getpixel((5, 5))
    assert red > 100 or form == "JPEG"  # half see-through over white


def test_nothing_else_in_the_file_is_kept():
    hidden = PngImagePlugin.PngInfo()
    hidden.add_text("Comment", "SECRET-IN-THE-FILE")
    file = io.BytesIO()
    Image.new("RGB", (64, 64)).save(file, "PNG", pnginfo=hidden)
    raw = file.getvalue() + b"<script>alert(1)</script>"
    picture = redrawn(SimpleUploadedFile("l.png", raw))
    assert b"SECRET" in raw
    assert b"SECRET" not in picture.content
    assert b"script" not in picture.content


def bomb():
    """A few kilobytes that would unfold into 400 million pixels."""
    file = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(file, "PNG", optimize=True)
    return SimpleUploadedFile("bomb.png", file.getvalue())


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (SimpleUploadedFile("l.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"), "SVG"),
        (SimpleUploadedFile("l.png", b"not a picture"), "cannot be read"),
        (SimpleUploadedFile("l.png", b""), "cannot be read"),
        (SimpleUploadedFile("l.png", upload().read()[:80]), "cannot be read"),
        (upload(form="GIF", name="l.gif"), "cannot be read"),
        (upload((20, 20)), "too small"),
        (upload((2000, 40)), "long and narrow"),
        (SimpleUploadedFile("l.png", b"x" * (2 * 1024 * 1024 + 1)), "smaller than 2 MB"),
        (bomb(), "too many pixels"),
    ],
    ids=["svg", "text", "empty", "cut", "gif", "tiny", "narrow", "large", "bomb"],
)
def test_other_files_are_refused_with_what_to_do(monkeypatch, file, words):
    monkeypatch.setattr("PIL.ImageFile.LOAD_TRUNCATED_IMAGES", True)  # as after a PDF in the same process
    with pytest.raises(Refused, match=words):
        redrawn(file)


def test_a_logo_is_uploaded_previewed_saved_and_taken_away(client, shire, manager):
    sign_in(client, manager)
    change_own_portal(council=shire, values=LOOK, by=manager)
    missing = save(client, part("logo"), {"logo": upload(), "logo_alt": ""})
    assert "Enter what the logo shows" in missing.content.decode()
    assert "Your picture was kept" in missing.content.decode()
    kept = client.post(part("logo"), {**opened(client, part("logo")), "logo_alt": "Two oaks"})
    assert kept.headers["Location"] == part("logo", "check")
    preview = client.get(part("logo", "check")).content.decode()
    assert 'src="data:image/png;base64,' in preview
    assert not StoredDocument.objects.filter(kind="councils.logo").exists()
    save(client, part("logo", "check"))
    portal = OwnPortal.objects.get()
    assert (portal.logo_alt, portal.logo.sha256) == ("Two oaks", portal.logo_sha256)
    header = BeautifulSoup(client.get("/").content, "lxml").select_one("header img")
    assert header["alt"] == "Two oaks"
    logo = client.get(header["src"])
    assert logo["Content-Type"] == "image/png"
    assert "immutable" in logo["Cache-Control"]
    save(client, part("logo"), {"logo_alt": "Two oaks", "remove": "on"})
    save(client, part("logo", "check"))
    portal.refresh_from_db()
    assert (portal.logo, portal.logo_sha256, portal.logo_alt) == (None, "", "")
    assert client.get(header["src"]).status_code == 200  # e-mails that were sent still show it


# Saving


def test_the_preview_shows_the_new_look_and_saves_nothing(client, shire, manager):
    sign_in(client, manager)
    assert save(client, part("look"), LOOK).headers["Location"] == part("look", "check")
    soup = BeautifulSoup(client.get(part("look", "check")).content, "lxml")
    assert soup.select_one(".portal-header__brand").text.strip() == "Shire Together"
    assert soup.find("link", href=lambda href: "/councils/look/" in href)
    assert "Shire Together" in soup.find(id="changes").text
    assert not OwnPortal.objects.exists()
    assert "Common Ground" in BeautifulSoup(client.get("/").content, "lxml").select_one(".portal-header__brand").text
    again = BeautifulSoup(client.get(part("look") + "?again=1").content, "lxml")
    assert again.find("input", {"name": "name"})["value"] == "Shire Together"
    response = save(client, part("look", "check"), follow=True)
    assert "Name and colours saved" in response.content.decode()
    assert OwnPortal.objects.get().name == "Shire Together"
    assert client.get(part("look", "check")).headers["Location"] == part("look")


def test_saving_twice_or_the_same_writes_no_line(shire, manager):
    for _ in range(2):
        change_own_portal(council=shire, values=LOOK, by=manager)
    (event,) = AuditEvent.objects.filter(verb="councils.portal_changed")
    assert event.sentence == (
        "Own portal of Shire Council: Name of your portal, Colour of the header and Colour of buttons and lines changed"
    )
    assert OwnPortal.objects.get().history.count() == 1


def test_whoever_saves_second_is_told(shire, manager):
    seen = Seen(answers_of(portal_of(shire), ["reply_days"]), {"reply_days": 60})
    change_own_portal(council=shire, values={"reply_days": 70}, by=manager)
    with pytest.raises(Changed):
        change_own_portal(council=shire, values={"reply_days": 60}, seen=seen, by=manager)
    assert OwnPortal.objects.get().reply_days == 70


@pytest.mark.parametrize("role", [Role.LIAISON_OFFICER, Role.LEAD_MEMBER, Role.VIEWER])
def test_only_the_manager_changes_it(client, shire, role):
    someone = person(role, shire)
    with pytest.raises(PermissionDenied):
        change_own_portal(council=shire, values=LOOK, by=someone)
    sign_in(client, someone)
    assert client.get(reverse("councils:own-portal", args=["shire"])).status_code == 200
    assert client.get(part("look")).status_code == 403


def test_the_history_says_who_changed_what(client, shire, manager):
    change_own_portal(council=shire, values=LOOK, by=manager)
    change_own_portal(council=shire, values={"reply_days": 60, "reminder_days": [20, 5]}, by=manager)
    address = reverse("councils:own-portal-history", args=["shire"])
    text = BeautifulSoup(sign_in(client, manager).get(address).content, "lxml").main.text
    assert "Days to answer a charter: 91 days → 60 days" in text
    assert "30, 7 and 1 days before → 20 and 5 days before" in text
    assert "Name of your portal: nothing → Shire Together" in text
    assert "Manager, Shire Council" in text
    assert "Shire Together" in client.get(address + "?format=csv").getvalue().decode()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("header_colour", "red"),
        ("reply_days", 5),
        ("reminder_days", [100]),
        ("reminder_days", [1, 2, 3, 4, 5, 6]),
        ("countersign_roles", []),
        ("countersign_roles", ["clerk"]),
        ("logo_alt", "without a logo"),
        ("standard_from", 0),
        ("standard_from", 100_000_00),
        ("full_from", 10**12),
        ("counted_kinds", ["marginal_interest"]),
    ],
)
def test_the_database_refuses_what_can_never_be(shire, name, value):
    with pytest.raises(IntegrityError), transaction.atomic():
        OwnPortal.objects.create(council=shire, **{name: value})


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"reply_days": "5"}, "Enter 14 days or more"),
        ({"reminder_days": "30, soon"}, "Enter whole numbers"),
        ({"reminder_days": "200"}, "between 1 and 90"),
        ({"reminder_days": "6 5 4 3 2 1"}, "at most 5"),
        ({"countersign_roles": []}, "may countersign"),
    ],
)
def test_wrong_periods_are_refused_at_their_field(client, manager, typed, words):
    right = {"reply_days": "60", "reminder_days": "30, 7", "countersign_roles": ["lead_member"]}
    response = save(sign_in(client, manager), part("rounds"), {**right, **typed})
    assert response.status_code == 200
    assert words in BeautifulSoup(response.content, "lxml").select_one(".govuk-error-summary").text


def test_a_warning_when_nobody_could_countersign(client, shire, manager):
    sign_in(client, manager)
    typed = {"reply_days": "60", "reminder_days": "7,30 7", "countersign_roles": ["lead_member"]}
    save(client, part("rounds"), typed)
    assert "could not be countersigned" in client.get(part("rounds", "check")).content.decode()
    person(Role.LEAD_MEMBER, shire, may_sign=True)
    page = client.get(part("rounds", "check")).content.decode()
    assert "could not be countersigned" not in page
    assert "30 and 7 days before" in page


# Size and kinds of partnerships


PROPORTION = {"standard_from": "20,000", "full_from": "250000", "counted_kinds": ["grant"]}


def test_size_and_kinds_are_previewed_saved_told_and_asked_for(client, shire, manager):
    """What the register of partnerships will ask: the usual until the manager sets the council's own."""
    assert [tier_by_money(shire, pence) for pence in (14_999_99, 15_000_00, 99_999_99, 100_000_00)] == [
        "light", "standard", "standard", "full",
    ]  # fmt: skip
    assert [kind for kind in KINDS if counts_as_partnership(shire, kind)] == ["partnership"]
    sign_in(client, manager)
    save(client, part("partnerships"), PROPORTION)
    preview = " ".join(BeautifulSoup(client.get(part("partnerships", "check")).content, "lxml").main.text.split())
    assert "£15,000.00 £20,000.00" in preview
    assert "£19,999.99 Light £20,000.00 Standard £249,999.99 Standard £250,000.00 Full" in preview
    assert not OwnPortal.objects.exists()
    save(client, part("partnerships", "check"), {})
    assert [tier_by_money(shire, pence) for pence in (19_999_99, 20_000_00, 250_000_00)] == [
        "light",
        "standard",
        "full",
    ]
    assert [kind for kind in KINDS if counts_as_partnership(shire, kind)] == ["partnership", "grant"]
    history = client.get(reverse("councils:own-portal-history", args=["shire"])).content.decode()
    assert "Full agreement from: £100,000.00 → £250,000.00" in history
    assert "Counted as partnerships too: Nothing else → Grants" in history
    client.logout()
    told = client.get(shire.get_absolute_url()).content.decode()
    assert "Light below £20,000.00, standard from there, full from £250,000.00" in told


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"standard_from": ""}, "Enter the value from which an agreement is a standard one"),
        ({"standard_from": "a lot"}, "Enter the value of a standard agreement in pounds"),
        ({"standard_from": "0"}, "Enter a value of £1 or more"),
        ({"full_from": "20000"}, "Enter more than £20,000.00"),
        ({"full_from": "9" * 30}, "at most £1,000,000,000.00"),
        ({"counted_kinds": ["anything"]}, "Select an answer"),
    ],
)
def test_wrong_sizes_are_refused_at_their_field(client, manager, typed, words):
    response = save(sign_in(client, manager), part("partnerships"), {**PROPORTION, **typed})
    assert response.status_code == 200
    assert words in BeautifulSoup(response.content, "lxml").select_one(".govuk-error-summary").text


# On whose pages


def brand(client, someone, address="/"):
    return BeautifulSoup(sign_in(client, someone).get(address).content, "lxml").select_one(".portal-header__brand").text


def test_people_of_the_principal_and_of_its_local_councils_see_it_and_nobody_else(client, own):
    county = CouncilFactory(county_council=True)
    change_own_portal(council=county, values={**LOOK, "name": "County"}, by=person(Role.MANAGER, county))
    parish = CouncilFactory(parents=[own, county])
    clerk, officer = person(Role.CLERK, parish), person(Role.LIAISON_OFFICER, own)
    stranger = person(Role.CLERK, CouncilFactory(parents=[CouncilFactory(principal=True)]))
    assert "Shire Together" in brand(client, clerk)
    assert "Shire Together" in brand(client, officer)
    assert "Common Ground" in brand(client, stranger)
    assert "County" in brand(client, person(Role.VIEWER, county))
    client.logout()
    assert "Common Ground" in client.get("/").content.decode().split("</header>")[0]


def test_a_clerk_under_two_principals_sees_the_one_they_act_for(client, own):
    near, far = CouncilFactory(parents=[own]), CouncilFactory(parents=[CouncilFactory(principal=True)])
    clerk = person(Role.CLERK, near)
    MembershipFactory(user=clerk, council=far)
    assert "Common Ground" in brand(client, clerk)
    client.post(reverse("accounts:switch"), {"council": near.slug})
    page = client.get("/").content.decode()
    assert "Shire Together" in page.split("</header>")[0]


def test_the_look_costs_no_query(client, shire, manager):
    clerk = person(Role.CLERK, CouncilFactory(parents=[shire]))
    sign_in(client, clerk)

    def count():
        client.get("/")
        with CaptureQueriesContext(connection) as seen:
            client.get("/")
        return len(seen)

    before = count()
    change_own_portal(council=shire, values={**LOOK, "logo_alt": "Two oaks"}, logo=redrawn(upload()), by=manager)
    sign_in(client, clerk)
    assert count() == before


def test_the_stylesheet_can_be_kept_for_ever_and_holds_only_colours(client):
    response = client.get("/councils/look/1-102a43-ffffff-7a1f5c.css")
    assert response["Content-Type"] == "text/css"
    assert "immutable" in response["Cache-Control"]
    assert "--portal-header-colour: #102a43;" in response.content.decode()
    assert response.content.decode() == stylesheet("#102a43", WHITE, "#7a1f5c")
    for odd in ("1-f0b23e-ffffff-7a1f5c", "2-102a43-ffffff-7a1f5c", "1-102a43-ff0000-7a1f5c", "1-102a43-ffffff", "x"):
        assert client.get(f"/councils/look/{odd}.css").status_code == 404


def test_everyone_reads_how_the_principal_works(client, shire, manager):
    values = {"reply_days": 60, "countersign_roles": ["lead_member"], "rules": "- Above **£100,000**\n- <script>"}
    change_own_portal(council=shire, values=values, logo=KEEP, by=manager)
    text = BeautifulSoup(client.get(shire.get_absolute_url()).content, "lxml").main
    assert "60 days" in text.text
    assert "Lead member" in text.text
    assert text.select_one(".portal-rules strong").text == "£100,000"
    assert not text.select_one(".portal-rules script")
