"""Transfers of one side of the access matrix: one that only the two councils read, one that is published."""

from datetime import date

from django.utils import timezone

from partnerships.models import year_of
from tests.architecture.matrix_roles import Secret
from tests.transfers.factories import Mover
from transfers import actions

LAST = year_of(timezone.localdate()) - 1


class Moving:
    """`hidden` waits for its first answer; `published` stands at the plan, with an answer that is exempt; the money
    and the responsibilities of `exempt` are; `running` is live, with a statement of its last year and the draft of the
    one before."""

    def __init__(self, side):
        mover = Mover(side.principal, side.officer, side.a, side.clerk)
        secret = side.secret(Secret.MOVE)
        self.hidden = mover.transfer(title=f"Toilets of {side.mark}", summary=secret)
        published = mover.transfer(title=f"Square of {side.mark}")
        published = mover.bring_to(published, "interest")
        for task in published.tasks.of_stage("interest").whole():
            if task.code == "principle":
                mover.answer(task, words=secret, exempt="commercial")
        self.published = actions.set_transfer_published(transfer=published, published=True, by=side.officer)
        mover.money(self.published)
        exempt = mover.transfer(title=f"Market of {side.mark}")
        self.exempt = actions.set_transfer_published(transfer=exempt, published=True, by=side.officer)
        mover.money(exempt, note=secret, is_exempt=True)
        mover.lease(exempt, space=secret)
        mover.responsibilities(exempt, events=["principal", "local"], events_words=secret, is_exempt=True)
        running = mover.live_since(date(LAST - 1, 10, 1), title=f"Hall of {side.mark}")
        self.running = actions.set_transfer_published(transfer=running, published=True, by=side.officer)
        mover.money(running, is_exempt=True)
        mover.issued(running, LAST, note=secret)
        mover.year(running, LAST - 1)
        self.rooms = mover.lease(self.hidden, use=secret)
