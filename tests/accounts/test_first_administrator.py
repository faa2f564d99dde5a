"""The first administrator is made at the terminal and can sign in like everyone else."""

import pytest
from allauth.account.models import EmailAddress
from django.core.management import call_command

from accounts.models import User


@pytest.mark.django_db
def test_createsuperuser_makes_an_administrator_with_a_verified_address():
    call_command("createsuperuser", email="first@example.org", interactive=False, verbosity=0)
    person = User.objects.get()
    assert person.is_staff
    assert not person.has_usable_password()
    assert EmailAddress.objects.get(user=person).verified
