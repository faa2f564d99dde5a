"""The shipped library in the database of a journey."""

from django.test import Client

from casestudies.actions import load_library
from core.policies import SYSTEM


def shelve():
    """Everything the files hold; a journey knows only a few councils, so most parties stay without a link."""
    return load_library(allow_unknown_councils=True, by=SYSTEM)


def warm(*addresses):
    """Compile the templates of these pages before a browser waits for the first of them."""
    client = Client()
    for address in addresses:
        client.get(address)
