"""What several tests of accounts need."""

import re

import pytest
from django.urls import reverse

from core.models import OutgoingEmail
from core.roles import Role
from tests.accounts.factories import person
from tests.councils.factories import CouncilFactory


@pytest.fixture
def principal(db):
    return CouncilFactory(principal=True)


@pytest.fixture
def council(principal):
    return CouncilFactory(parents=[principal])


@pytest.fixture
def clerk(council):
    return person(Role.CLERK, council)


@pytest.fixture
def officer(principal):
    return person(Role.LIAISON_OFFICER, principal)


@pytest.fixture
def rival(db):
    """An officer of another principal, with a local council of their own."""
    other = CouncilFactory(principal=True)
    CouncilFactory(parents=[other])
    return person(Role.LIAISON_OFFICER, other)


def last_mail(to=None):
    mails = OutgoingEmail.objects.order_by("-pk")
    return (mails.filter(to=to) if to else mails).first()


def code_in(mail):
    """The six digits of a mail."""
    return re.search(r"\b\d{6}\b", mail.text).group()


def link_in(mail):
    """The path of the link that an invitation carries."""
    return re.search(r"https?://[^/\s]+(/people/join/\S+)", mail.text).group(1)


def ask_for_code(client, address):
    return client.post(reverse("account_login"), {"email": address}, follow=True)


def enter_code(client, code, **extra):
    return client.post(reverse("account_confirm_login_code"), {"code": code}, **extra)
