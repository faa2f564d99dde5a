"""Anyone can tell a true copy from a changed one, and an old one from the latest."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from charters.printing import make_issued_copy
from tests.charters.factories import Round

pytestmark = pytest.mark.django_db


def upload(client, content, reference=""):
    data = {"reference": reference, "file": SimpleUploadedFile("charter.pdf", content)}
    return client.post(reverse("charters:verify"), data).content.decode()


def test_a_true_copy_is_recognised_and_a_changed_byte_is_told_apart(client):
    copy = make_issued_copy(Round().in_force().version.pk)
    content = bytes(copy.document.content)
    assert "A true copy" in upload(client, content)
    assert "It is the latest" in upload(client, content)
    changed = content[:-40] + bytes([content[-40] ^ 1]) + content[-39:]
    assert "Not a copy that was issued here" in upload(client, changed, copy.version.agreement.reference)


def test_the_page_behind_the_printed_code_lists_every_issue(client):
    copy = make_issued_copy(Round().in_force().version.pk)
    html = client.get(reverse("charters:verified", args=[copy.version.agreement.reference])).content.decode()
    assert copy.document.sha256 in html
    assert copy.version.text_hash in html
    assert "Latest" in html


@pytest.mark.parametrize("reference", ["CG-0000-0000", "nonsense", "cg-7k3f-9qx2"])
def test_an_unknown_reference_is_answered_kindly(client, reference):
    response = client.post(reverse("charters:verify"), {"reference": reference}, follow=True)
    assert "Nothing signed has been issued" in response.content.decode()


def test_nothing_typed_is_an_error_at_the_field(client):
    assert 'href="#id_reference"' in client.post(reverse("charters:verify"), {}).content.decode()
