"""The files in which e-mails came do not outlive the person, nor the period."""

import os
import time

import pytest

from core.inlet.maildir import read_already, read_maildir
from core.privacy.mail import forget_letters
from core.privacy.tasks import keep_to_retention
from core.privacy.who import Who
from tests.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db
WHO = {"names": ("Ottoline Vane",), "addresses": ("ottoline@vane.example",)}


@pytest.fixture
def inlet(settings, tmp_path):
    """Two e-mails, of two people; the first packed so that the name is not in the bytes."""
    settings.INLET_MAILDIR = str(tmp_path)
    (tmp_path / "new").mkdir()
    packed = b"From: x <x@y.example>\nContent-Transfer-Encoding: base64\n\nT3R0b2xpbmUgVmFuZSB3cm90ZQ==\n"
    (tmp_path / "new" / "1").write_bytes(packed)
    (tmp_path / "new" / "2").write_bytes(b"From: other@place.example\n\nGood morning")
    read_maildir(tmp_path)
    return tmp_path


def names(directory):
    return sorted(path.name for path in read_already(directory))


def test_the_file_of_a_removed_person_is_deleted(inlet, django_capture_on_commit_callbacks):
    assert names(inlet) == ["1", "2"]
    with django_capture_on_commit_callbacks(execute=True):
        forget_letters(Who(UserFactory(), **WHO))
        assert names(inlet) == ["1", "2"]  # not before the removal is sure
    assert names(inlet) == ["2"]


def test_old_files_go_with_the_period_of_e_mails(inlet, settings):
    (old,) = [path for path in read_already(inlet) if path.name == "1"]
    long_ago = time.time() - (settings.RETENTION["mail"] + 1) * 24 * 60 * 60
    os.utime(old, (long_ago, long_ago))
    keep_to_retention()
    assert names(inlet) == ["2"]
    keep_to_retention()
    assert names(inlet) == ["2"]
