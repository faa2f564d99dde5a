"""Lines of the log: no e-mail address and no row of the database gets into a file that nobody purges."""

import logging
import re

ADDRESS = re.compile(r"[\w.+%'-]+@[\w-]+(?:\.[\w-]+)+")


class WithoutAddresses(logging.Formatter):
    """Hides addresses, and the values that PostgreSQL quotes, in the message and in every line of a traceback."""

    def format(self, record):
        return hidden(super().format(record))


class Hiding(logging.Formatter):
    """The same around another formatter, for log lines that a library lays out."""

    def __init__(self, inner):
        super().__init__()
        self.inner = inner

    def format(self, record):
        return hidden(self.inner.format(record))


def hidden(text):
    """The text without addresses and quoted values."""
    return ADDRESS.sub("[address]", re.sub(r"(Failing row contains|Key) \(.*", r"\1 [values]", text))
