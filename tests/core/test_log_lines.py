"""The log names nobody."""

import logging

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import IntegrityError, transaction

from config.celery import hide_addresses
from core.log_lines import WithoutAddresses
from tests.accounts.factories import UserFactory


def line(message, *args, exc_info=None):
    record = logging.LogRecord("core", logging.ERROR, __file__, 1, message, args, exc_info)
    return WithoutAddresses("{levelname} {message}", style="{").format(record)


def test_addresses_are_hidden_and_the_rest_stays():
    assert line("Mail to %s failed: 550", "Ottoline@Vane.example.org") == "ERROR Mail to [address] failed: 550"
    assert line("outgoing-12-ab3 was read") == "ERROR outgoing-12-ab3 was read"


@pytest.mark.django_db
def test_values_that_the_database_quotes_are_hidden_in_tracebacks():
    someone = UserFactory(name="Ottoline Vane", email="ottoline@vane.example")
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        EmailAddress.objects.create(user=someone, email="ottoline@vane.example", verified=True, primary=True)
    assert "ottoline" in str(caught.value)
    text = line("It failed", exc_info=(caught.type, caught.value, caught.tb))
    assert "IntegrityError" in text
    assert "ottoline" not in text.lower()


def test_every_handler_of_the_settings_hides_them():
    formatters = settings.LOGGING["formatters"]
    for handler in settings.LOGGING["handlers"].values():
        assert formatters[handler["formatter"]]["()"] == "core.log_lines.WithoutAddresses"


def test_the_worker_s_own_lines_hide_them():
    logger, handler = logging.Logger("worker"), logging.StreamHandler()
    handler.setFormatter(logging.Formatter("[%(levelname)s] %(message)s"))
    logger.addHandler(handler)
    hide_addresses(logger=logger)
    record = logging.LogRecord("worker", logging.INFO, __file__, 1, "to a@b.example", (), None)
    assert handler.format(record) == "[INFO] to [address]"
