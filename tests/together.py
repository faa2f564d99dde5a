"""Two people in the same moment, each in a thread with a connection of their own."""

import threading
import time

from django.db import connection, transaction

SECONDS = 30  # a busy machine; what is waited for comes in milliseconds
WAITING = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"


def at_once(held, *acts):
    """What each act returned or raised, in their order.

    The rows of `held` are locked until every act waits for them or has ended: so all have read what was there
    before, and whoever looks only once before writing is found out.
    """
    outcomes = [None] * len(acts)

    def run(place, act):
        try:
            outcomes[place] = act()
        except Exception as error:
            outcomes[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    with transaction.atomic():
        assert list(held.select_for_update(of=("self",)))
        for thread in threads:
            thread.start()
        _until_all_wait(threads)
    for thread in threads:
        thread.join(SECONDS)
        assert not thread.is_alive(), "two people wait for each other"
    return outcomes


def _until_all_wait(threads):
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_stat_clear_snapshot()")  # else a transaction sees its first look again
            cursor.execute(WAITING)
            [waiting] = cursor.fetchone()
        if waiting >= sum(thread.is_alive() for thread in threads):
            return
        time.sleep(0.02)
    raise AssertionError("the acts neither wait nor end")


def won(outcomes):
    """The one act that was done; every other was refused."""
    done = [outcome for outcome in outcomes if not isinstance(outcome, Exception)]
    assert len(done) == 1, outcomes
    return done[0]


def lost(outcomes):
    """What the only other act was refused with."""
    [error] = [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    return error
