"""A mail server that does what a test tells it at the worst moment: after the message has been handed over."""

import re
import socketserver
import threading
from contextlib import suppress
from email import message_from_bytes


class MailServer(socketserver.ThreadingTCPServer):
    """Keeps what it was handed, then answers, hangs up without an answer, or waits before it answers."""

    allow_reuse_address = True
    daemon_threads = True
    block_on_close = False

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.received = []  # (address, Message-ID) of every message handed over
        self.codes = {}  # {address: the six digits of the newest message that had some}
        self.hang_up = 0  # on how many messages it will hang up instead of answering
        self.open = threading.Event()  # while it is cleared, nobody gets an answer
        self.open.set()
        self.holding = 0  # messages handed over and not answered
        self.connected = 0  # connections that are open
        self.counting = threading.Lock()
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()

    @property
    def address(self):
        """Where to send to, as EMAIL_URL."""
        return f"smtp://127.0.0.1:{self.server_address[1]}"

    def to(self, addresses):
        """The Message-IDs handed over for these addresses."""
        wanted = set(addresses)
        return [message_id for address, message_id in list(self.received) if address in wanted]

    def take(self, content):
        """Keep a message; True if it is to be answered."""
        message = message_from_bytes(content)
        with self.counting:
            self.received.append((message["To"], message["Message-ID"]))
            if code := _code_in(message):
                self.codes[message["To"]] = code
            if self.hang_up:
                self.hang_up -= 1
                return False
            self.holding += 1
        self.open.wait(120)
        with self.counting:
            self.holding -= 1
        return True


def _code_in(message):
    text = next((part for part in message.walk() if part.get_content_type() == "text/plain"), message)
    found = re.search(r"\b\d{6}\b", text.get_payload(decode=True).decode(errors="replace"))
    return found and found.group()


class _Conversation(socketserver.StreamRequestHandler):
    def handle(self):
        self.count(1)
        with suppress(OSError):  # whoever was talking to us has been killed
            self.say("220 ready")
            while (line := self.rfile.readline()) and self.reply(line[:4].strip().upper()):
                pass
        self.count(-1)

    def count(self, step):
        with self.server.counting:
            self.server.connected += step

    def reply(self, word):
        """Answer one command; False ends the conversation."""
        if word == b"DATA":
            self.say("354 go on")
            if not self.server.take(b"".join(iter(self.rfile.readline, b".\r\n"))):
                return False
        self.say("221 bye" if word == b"QUIT" else "250 fine")
        return word != b"QUIT"

    def say(self, text):
        self.wfile.write(text.encode() + b"\r\n")
