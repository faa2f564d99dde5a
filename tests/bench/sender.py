"""A process that sends funding e-mails, as one of the worker for mail does.

python -m tests.bench sender      "ready", then whatever is written; a line on its input says that all is written
"""

import json
import select
import sys

from core.mail.blocks import send_block
from core.models import OutgoingEmail
from tests.bench.press import megabytes

WARM = 1000  # e-mails after which everything that is read once has been read
PAUSE = 0.2  # seconds until it looks again; a worker is told instead, so looking must not take the time it has


def main(arguments):
    """Send until nothing is left; say how many, and the megabytes after the first ones and at the end."""
    _say("ready")
    sent, early, is_all = 0, None, False
    while True:
        many = sum(map(send_block, _due()))
        sent += many
        if early is None and sent >= WARM:
            early = megabytes()
        if not many and is_all:
            break
        is_all = is_all or bool(select.select([sys.stdin], [], [], 0 if many else PAUSE)[0])
    late = megabytes()
    _say(json.dumps({"sent": sent, "early": early or late, "late": late}))
    return 0


def _due():
    return list(OutgoingEmail.objects.due().shared().blocks().order_by("number"))


def _say(words):
    sys.stdout.write(words + "\n")
    sys.stdout.flush()
