"""A whole portal with servers of its own, every part of which can be killed, paused and emptied."""

import os
import signal
import sys
import threading
import time
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import psycopg2
import redis
from django.db import connections

from tests.faults.mailserver import MailServer
from tools.demo import responds, web
from tools.processes import Child, children_of, free_port, kill_group
from tools.servers import ROOT, Postgres, Valkey, start_patiently, throwaway_directory
from tools.stack import beat, workers

PATIENCE = 240  # seconds; the machine may be busy with other tests
LAST = 3000  # characters of a log that are shown when a test fails
IMPORT_LOCK = 0xC0DC11  # of councils.importer.run


def wait_until(fact, what, seconds=PATIENCE):
    """The fact, once it is true."""
    end = time.monotonic() + seconds
    while not (found := fact()):
        if time.monotonic() > end:
            raise AssertionError(f"waited {seconds} seconds for this: {what}")
        time.sleep(0.05)
    return found


def reconnected():
    """This process reads on a new connection: the old one died with the server."""
    connections["default"].close()


def _signal(pids, number):
    for pid in pids:
        with suppress(ProcessLookupError):  # one that was about to end
            os.kill(pid, number)


class LastingPostgres(Postgres):
    """What was committed survives a crash of the server, as in production; no test switches the machine off."""

    def _options(self):
        return [*super()._options(), "-c", "synchronous_commit=on"]

    def ready(self):
        return self._is_ready()


class Stand:
    """The portal's processes: `web`, `mail`, `documents`, `beat`, over `postgres`, `valkey` and `smtp`."""

    def __init__(self):
        self.cleanup = ExitStack()
        self.down = set()  # names of what a test has killed and will start again itself

    def start(self):
        """Start everything and wait until it answers."""
        self.home = self.cleanup.enter_context(throwaway_directory())
        self.logs = self.home / "log"
        self.logs.mkdir()
        self.server = LastingPostgres(self.home, keep=False, programs=os.environ.get("PG_BIN"))
        self.postgres = self._kept(start_patiently(self.server))
        valkey = Valkey(self.home, keep=False)
        self.valkey = self._kept(start_patiently(valkey))
        self.smtp = MailServer()
        self.cleanup.callback(self.smtp.server_close)
        self.cleanup.callback(self.smtp.shutdown)
        self.broker_url = valkey.environment["REDIS_URL"]
        self.port = free_port()
        self.env = {
            **os.environ,
            **self.server.environment,
            **valkey.environment,
            "EMAIL_URL": self.smtp.address,
            "DJANGO_SETTINGS_MODULE": "tests.faults.settings",
            "CELERY_QUEUE": "faults",
            "CACHE_PREFIX": "faults",
            "SITE_URL": f"http://127.0.0.1:{self.port}",
        }
        migrate = self.manage("migrate", "--verbosity", "0")
        assert migrate.process.wait(PATIENCE) == 0, self.log_of(migrate)
        self.web = self._kept(web(self.port, self.env, self.logs / "web.log"))
        self.mail, self.documents = map(self._kept, workers(self.env, self.logs))
        self.beat = self._kept(beat(self.env, self.logs / "beat.log"))
        for child in (self.web, self.mail, self.documents, self.beat):
            child.patience = 1
            child.start()
        self.wait_for_web()
        self.cleanup.callback(self._supervised())
        return self

    def _supervised(self):
        """Start again what ends by itself, as every supervisor of a portal does; returns how to stop that.

        A worker of Celery ends when the broker goes while it acknowledges a task: known of kombu, and rare.
        """
        over = threading.Event()

        def watch():
            while not over.wait(0.5):
                for child in (self.web, self.mail, self.documents, self.beat):
                    if child.name not in self.down and not child.alive:
                        kill_group(child.process.pid)
                        child.start()

        thread = threading.Thread(target=watch, daemon=True)
        thread.start()
        return lambda: (over.set(), thread.join())

    def _kept(self, child):
        self.cleanup.callback(child.stop)
        return child

    def stop(self):
        """Stop everything, the last one first."""
        self.cleanup.close()

    def manage(self, *arguments):
        """A management command that is under way."""
        command = [sys.executable, str(ROOT / "manage.py"), *arguments]
        child = Child(arguments[0], command, env=self.env, log=self.logs / "commands.log")
        child.start()
        return child

    # Faults

    def kill(self, child):
        """kill -9 of a process and of everything it has started; it stays down until `again`."""
        self.down.add(child.name)
        kill_group(child.process.pid)
        child.process.wait()

    def again(self, child):
        """What a supervisor does next."""
        child.start()
        self.down.discard(child.name)
        if child is self.web:
            self.wait_for_web()

    def crash_postgres(self):
        """The server ends at once with all its connections, and comes back on the same port."""
        self.postgres.process.send_signal(signal.SIGQUIT)
        self.postgres.process.wait(PATIENCE)
        self.postgres.start_and_wait(self.server.ready, PATIENCE)

    @contextmanager
    def paused_postgres(self):
        """The server and every one of its processes stand still, as on a disk that hangs."""
        leader = self.postgres.process.pid
        os.kill(leader, signal.SIGSTOP)  # first: from now on it starts no other
        everyone = [leader, *children_of(leader)]
        _signal(everyone, signal.SIGSTOP)
        try:
            yield
        finally:
            _signal(everyone, signal.SIGCONT)

    def flush_valkey(self):
        """Everything the broker and the cache knew is gone."""
        with redis.Redis.from_url(self.broker_url) as broker:
            broker.flushall()

    @contextmanager
    def without_valkey(self):
        """The broker and cache are away altogether."""
        self.kill(self.valkey)
        try:
            yield
        finally:
            self.valkey.start()
            wait_until(self._valkey_answers, "Valkey")

    def _valkey_answers(self):
        try:
            with redis.Redis.from_url(self.broker_url) as broker:
                return broker.ping()
        except redis.exceptions.RedisError:
            return False

    # What is going on

    def wait_for_web(self):
        wait_until(lambda: responds(self.port), "the portal's first page")

    @contextmanager
    def asking(self):
        """A connection of our own, past the portal."""
        connection = psycopg2.connect(self.env["DATABASE_URL"])
        connection.autocommit = True
        try:
            with connection.cursor() as cursor:
                yield cursor
        finally:
            connection.close()

    @contextmanager
    def held(self, table, pk):
        """A row that somebody else holds: whoever needs it stops in the middle of their transaction."""
        with self.asking() as cursor:
            cursor.execute("BEGIN")
            cursor.execute(f"SELECT 1 FROM {table} WHERE id = %s FOR UPDATE", [pk])  # noqa: S608 - named by tests
            yield

    def is_waiting(self, count=1):
        """True once so many transactions wait for a row."""
        with self.asking() as cursor:
            cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
            return cursor.fetchone()[0] >= count

    def is_importing(self):
        """True while an import of councils has written something and has not come to its end."""
        with self.asking() as cursor:
            cursor.execute(
                "SELECT 1 FROM pg_locks JOIN pg_stat_activity USING (pid)"
                " WHERE locktype = 'advisory' AND objid = %s AND granted AND backend_xid IS NOT NULL",
                [IMPORT_LOCK],
            )
            return cursor.fetchone() is not None

    def last_words(self):
        """The end of every log, and how much waits in each queue of the broker."""
        logs = [f"--- {path.name}\n{path.read_text(errors='replace')[-LAST:]}\n" for path in self.logs.glob("*.log")]
        with suppress(redis.exceptions.RedisError), redis.Redis.from_url(self.broker_url) as broker:
            waiting = {key.decode(): broker.llen(key) for key in broker.keys("faults*") if broker.type(key) == b"list"}
            logs.append(f"--- waiting: {waiting}\n")
        return "".join(logs)

    def log_of(self, child):
        return Path(child.log).read_text(errors="replace")
