"""`python -m tests.provider REDIRECT_ADDRESS…`: prints its own address and serves until it is stopped."""

import os
import sys
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import django
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command

from tests.provider import CLIENT, PASSWORD, PEOPLE


class Server(ThreadingMixIn, WSGIServer):
    """A browser keeps connections open while it asks for more."""

    daemon_threads = True


class Quietly(WSGIRequestHandler):
    def log_message(self, *args):
        pass


def prepare(redirects):
    """The people of the council, and the portal as a client."""
    from django.contrib.auth.models import User
    from oauth2_provider.models import Application

    call_command("migrate", verbosity=0)
    for name in PEOPLE:
        User.objects.create_user(name, password=PASSWORD)
    Application.objects.create(
        name="Common Ground", client_id=CLIENT["client_id"], client_secret=CLIENT["client_secret"],
        client_type="confidential", authorization_grant_type="authorization-code", algorithm="RS256",
        redirect_uris=" ".join(redirects),
    )  # fmt: skip


def serve():
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.provider.settings"
    django.setup()
    prepare(sys.argv[1:])
    server = make_server("127.0.0.1", 0, WSGIHandler(), server_class=Server, handler_class=Quietly)
    sys.stdout.write(f"http://127.0.0.1:{server.server_port}/o\n")
    sys.stdout.flush()
    server.serve_forever()


if __name__ == "__main__":
    serve()
