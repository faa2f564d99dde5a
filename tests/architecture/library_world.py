"""The library of the access matrix: shipped texts, and what the two sides write and tick for themselves."""

from django.utils import timezone

from casestudies import actions
from casestudies.models import Printout, Standing
from casestudies.printing import result_key
from core.jobs.actions import start_job
from core.jobs.models import Job
from tests.architecture.matrix_roles import Secret
from tests.casestudies.factories import (
    ChapterFactory,
    PerspectiveFactory,
    ResourceFactory,
    Story,
    StudyFactory,
    TermFactory,
    answered,
    finished_run,
)

LETTER = {
    "sender": ["Aston Parish Council", "1 The Green"],
    "recipient": ["Chief Executive", "Pshire"],
    "paragraphs": ["Shall we meet?"],
    "title": "Working together",
    "subject_line": "Working together",
    "greeting": "Dear Chief Executive",
    "closing": "Yours faithfully",
    "signed_name": "The Clerk",
    "signed_role": "Clerk",
    "written_on": "2026-05-01",
}


class Library:
    """What everybody reads, and files that somebody asked for."""

    def __init__(self, county, admin):
        self.chapter = ChapterFactory(code="B8", items=2)
        self.fresh = ChapterFactory(code="C9", items=1)
        self.study = StudyFactory(chapters=[self.chapter], terms=[TermFactory()], councils=[county])
        ResourceFactory()
        PerspectiveFactory()
        self.booklet = Printout.objects.create(
            kind="booklet", key="booklet", wanted={}, filename="b.pdf", content=b"%PDF"
        )
        self.letter = Printout.objects.create(
            kind="letter",
            key="letter",
            wanted={"slug": "start-a-partnership", "letter": LETTER, "typed": {}},
            filename="l.pdf",
        )
        self.preview = start_job(
            kind="casestudies.preview", title="A file", files=[("library", "library.json", b"[]")], by=admin
        )
        now, ended = timezone.now(), {"status": "done", "facts": {"changes": 1}}
        Job.objects.filter(pk=self.preview.pk).update(started_at=now, finished_at=now, **ended)


class Shelf:
    """Of one side: case studies of two councils in every state, and checklists of one of them."""

    def __init__(self, side, library):
        people = {"clerk": side.clerk, "other_clerk": side.b_clerk}
        secret = {"did": side.secret(Secret.STUDY)}
        for state, words in (("draft", secret), ("out", secret), ("approved", secret), ("published", {})):
            story = Story(side.a, side.b, **people, title=f"{state} study of {side.mark}")
            step = {"draft": story.written, "out": story.sent}.get(state) or getattr(story, state)
            setattr(self, state, step(**words))
        self.run = actions.start_run(council=side.a, chapter=library.chapter, by=side.clerk)
        note = {item: {**answer, "note": side.secret(Secret.TICKS)} for item, answer in answered(self.run).items()}
        actions.save_answers(run=self.run, answers=note, by=side.clerk)
        self.finished = finished_run(side.a, ChapterFactory(code="A1", items=1), side.clerk, Standing.PARTLY)
        answer = self.finished.answers.get()
        answer.note = side.secret(Secret.TICKS)
        answer.save()
        Printout.objects.filter(key=result_key(self.finished)).update(content=side.secret(Secret.TICKS).encode())
