"""Reading what the mail server put into a Maildir: each e-mail once, and none lost."""

import logging
from pathlib import Path

from django.db import InterfaceError, OperationalError

from core.inlet.intake import MOST_BYTES, take_in

logger = logging.getLogger(__name__)
READ, UNREADABLE = ".Processed", ".Unreadable"  # Maildir folders beside `new` and `cur`


def read_maildir(directory):
    """Take in every e-mail that lies there and move it away; how many were new.

    Killed between the two, the next run finds the e-mail again, sees that it was taken in, and moves it.
    """
    home, taken = Path(directory), 0
    for path in waiting(home):
        try:
            with path.open("rb") as file:
                raw = file.read(MOST_BYTES)
        except FileNotFoundError:  # another run has just moved it
            continue
        taken += _take(home, path, raw)
    return taken


def waiting(home):
    """The files that have not been read, the oldest first."""
    found = [path for folder in ("new", "cur") for path in (home / folder).glob("*") if path.is_file()]
    return sorted(found, key=lambda path: (path.stat().st_mtime_ns, path.name))


def _take(home, path, raw):
    try:
        taken = take_in(raw) is not None
    except (OperationalError, InterfaceError):
        raise  # the database is away: it stays where it is until it is back
    except Exception:
        logger.exception("An e-mail could not be taken in and was put aside: %s", path.name)
        _move(home, path, UNREADABLE)
        return False
    _move(home, path, READ)
    return taken


def _move(home, path, folder):
    target = home / folder / "cur"
    for name in ("cur", "new", "tmp"):
        (home / folder / name).mkdir(parents=True, exist_ok=True)
    try:
        path.rename(target / path.name)
    except FileNotFoundError:  # another run has moved it
        return


def read_already(directory):
    """The files of e-mails that were taken in or put aside, which stay until they are forgotten."""
    home = Path(directory)
    return [path for folder in (READ, UNREADABLE) for path in (home / folder).glob("*/*") if path.is_file()]


def forget(directory, wanted):
    """Delete those files for which `wanted(path)` is true; how many."""
    gone = [path for path in read_already(directory) if wanted(path)]
    for path in gone:
        path.unlink(missing_ok=True)  # another run may have deleted it
    return len(gone)
