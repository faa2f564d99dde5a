"""A mail server in a process of its own that takes everything and keeps nothing.

python -m tests.bench sink      prints its port, then serves until it is ended
"""

import socketserver
import sys


class Sink(socketserver.ThreadingTCPServer):
    """Says yes to everything."""

    allow_reuse_address = True
    daemon_threads = True


class Conversation(socketserver.StreamRequestHandler):
    """Just enough SMTP for a client that does as it should."""

    def handle(self):
        self.say("220 ready")
        while line := self.rfile.readline():
            word = line[:4].upper()
            if word == b"DATA":
                self.say("354 go on")
                while self.rfile.readline() not in (b".\r\n", b""):
                    pass
            self.say("221 bye" if word == b"QUIT" else "250 fine")
            if word == b"QUIT":
                return

    def say(self, text):
        self.wfile.write(text.encode() + b"\r\n")


def main(arguments):
    """Serve on a free port."""
    with Sink(("127.0.0.1", 0), Conversation) as server:
        sys.stdout.write(f"{server.server_address[1]}\n")
        sys.stdout.flush()
        server.serve_forever()
    return 0
