"""Signatures on paper in the demonstration: the officer records the page that came, with a picture of it."""

import io
import textwrap

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image, ImageDraw, ImageFont

from charters import actions
from demo.places import council_of

A4, MARGIN, LINE = (827, 1169), 90, 40  # at 100 pixels to the inch


def record(version, story, officer):
    """Pages of councils that signed on paper, and the one that an association signed for several."""
    for code, page in story.get("councils", {}).items():
        response = version.responses.get(party__council=council_of(code))
        actions.record_signature(response=response, by=officer, **_facts(version, page))
    if page := story.get("association"):
        councils = [council_of(code) for code in page["signs_for"]]
        for_whom = {"association": page["name"], "councils": councils, "working_days": page["working_days"]}
        actions.record_association(version=version, by=officer, **for_whom, **_facts(version, page))


def _facts(version, page):
    """What the officer types about a page that came today, and its picture."""
    today = timezone.localdate()
    words = {name: page[name] for name in ("typed_name", "role_title", "channel", "description")}
    picture = SimpleUploadedFile("signed-page.png", _drawn(version, page), content_type="image/png")
    return {**words, "signed_on": today, "received_on": today, "minute_reference": "", "file": picture}


def _drawn(version, page):
    """A page as a scanner would give it: the title, what was signed, and a line with a squiggle on it."""
    image = Image.new("RGB", A4, "white")
    draw = ImageDraw.Draw(image)
    lines = [
        version.title,
        "",
        *textwrap.wrap(page["description"], 52),
        "",
        "",
        "",
        page["typed_name"],
        page["role_title"],
    ]
    for number, line in enumerate(lines):
        draw.text((MARGIN, MARGIN + number * LINE), line, fill="black", font=ImageFont.load_default(26))
    name = MARGIN + (len(lines) - 2) * LINE
    curve = [(MARGIN + step * 9, name - 45 + (step * 7 % 5) * 9 - (step * 5 % 7) * 5) for step in range(30)]
    draw.line(curve, fill="navy", width=3, joint="curve")
    draw.line([(MARGIN, name - 8), (MARGIN + 400, name - 8)], fill="black", width=1)
    draw.text((MARGIN, A4[1] - MARGIN), "Demonstration", fill="dimgrey", font=ImageFont.load_default(20))
    kept = io.BytesIO()
    image.save(kept, "PNG")
    return kept.getvalue()
