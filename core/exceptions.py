"""Errors the domain raises on purpose."""


class Refused(Exception):
    """A rule of the domain says no; the message is plain English for the person who tried.

    `field` names the form field the message belongs to, where there is one.
    """

    def __init__(self, message, *, field=None):
        super().__init__(message)
        self.message = message
        self.field = field


class WriteInRead(Exception):
    """A page that only shows something tried to change the database: a bug, never the user's fault."""
