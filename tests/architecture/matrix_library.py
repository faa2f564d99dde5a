"""The matrix for the library, the guide, letters, checklists and what councils write."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tests.architecture.matrix_roles import (
    ADMIN,
    ANY_OFFICER,
    EVERYONE,
    OF_A,
    Case,
    Secret,
    nothing,
    of,
)

STUDY, TICKS = f"{Secret.STUDY}-P", f"{Secret.TICKS}-P"
CLERK = of("a_clerk")
WRITERS = ANY_OFFICER | of("a_clerk b_clerk ra_clerk")
OWN = OF_A | ADMIN  # who sees a draft of council A
ASKED = OWN | of("b_clerk")  # once B is asked to approve


def shipped(**names):
    """The arguments of an address of the shipped library."""

    def args(world, role):
        found = {"slug": world.library.study.slug, "code": world.library.chapter.code}
        return {argument: found[name] for argument, name in names.items()}

    return args


def of_story(state, side="p", **more):
    """The arguments of an address of a case study that councils write."""

    def args(world, role):
        owner = getattr(world, side)
        found = {name: value(owner) if callable(value) else value for name, value in more.items()}
        return {"slug": getattr(owner.shelf, state).study.slug, **found}

    return args


def of_run(which, side="p"):
    return lambda world, role: {"public_id": getattr(getattr(world, side).shelf, which).public_id}


def council(side="p", **more):
    return lambda world, role: {"slug": getattr(world, side).a.slug, **more}


def fixed(**arguments):
    return lambda world, role: arguments


def day(name, years):
    """A date some years ahead in its three fields."""
    today = timezone.localdate()
    return {f"{name}-day": 1, f"{name}-month": 1, f"{name}-year": today.year + years}


def letter(world, role):
    return {
        "sender": "Aston Parish Council",
        "recipient": "Pshire",
        "recipient_role": "Chief Executive",
        "place": "Aston",
        "topics": ["vision"],
        "signed_name": "The Clerk",
        "signed_role": "Clerk",
        **day("written_on", 0),
    }


def words(world, role):
    return {"title": "A new title", "did": "They met", "lesson": "Meet"}


def own_title(world, role):
    owners = {
        "a_clerk": world.p.a,
        "b_clerk": world.p.b,
        "ra_clerk": world.r.a,
    }
    return {"owner": owners.get(role, world.office_of(role)).pk, "title": "Something that worked"}


READING = [
    Case("casestudies:library", EVERYONE),
    Case("casestudies:study", EVERYONE, args=shipped(slug="slug")),
    Case("casestudies:study", OWN, knows=OWN, args=of_story("draft"), label="draft", shows=STUDY),
    Case("casestudies:study", EVERYONE, args=of_story("published"), label="published"),
    Case(
        "casestudies:study",
        of("ra_clerk admin"),
        knows=of("ra_clerk admin"),
        args=of_story("draft", "r"),
        label="rival",
        shows=f"{Secret.STUDY}-R",
    ),
    Case(
        "casestudies:booklet",
        EVERYONE,
        data=lambda world, role: {"study": world.library.study.slug, "title": f"For {role}"},
        writes="casestudies_printout",
        audited=False,
    ),
    Case("casestudies:printout", EVERYONE, args=fixed(key="booklet")),
    Case("casestudies:guide", EVERYONE),
    Case("casestudies:chapter", EVERYONE, args=shipped(code="code")),
    Case(
        "casestudies:navigator",
        EVERYONE,
        args=fixed(step="council"),
        data=lambda world, role: {"council": "smaller"},
    ),
    Case("casestudies:navigated", EVERYONE, opens=302),
    Case("casestudies:other-side", EVERYONE),
    Case("casestudies:resources", EVERYONE),
    Case("casestudies:checklist-paper", EVERYONE),
    Case("casestudies:letters", EVERYONE),
    Case("casestudies:letter", EVERYONE, args=fixed(key="letter")),
    Case(
        "casestudies:write-letter",
        EVERYONE,
        args=fixed(slug="start-a-partnership"),
        data=letter,
        writes="casestudies_printout",
        audited=False,
    ),
]
LISTS = Case("casestudies:checklists", OF_A, args=council())
RUN = Case("casestudies:run", CLERK, knows=OF_A, args=of_run("run"))
CHECKLISTS = [
    LISTS,
    LISTS.but(label="rival", may=of("ra_clerk"), args=council("r")),
    LISTS.but(
        route="casestudies:checklist",
        args=council(code="C9"),
        data=nothing,
        does=CLERK,
        writes="casestudies_checklistrun",
    ),
    RUN.but(
        data=lambda world, role: {"item1-standing": "done", "item1-note": "Done since May", "save": "yes"},
        writes="casestudies_itemanswer",
        shows=TICKS,
    ),
    RUN.but(route="casestudies:run-discard", data=nothing, writes="casestudies_checklistrun"),
    RUN.but(route="casestudies:run-result", may=OF_A, args=of_run("finished"), shows=TICKS),
    RUN.but(
        route="casestudies:run-result",
        may=of("ra_clerk"),
        knows=of("ra_clerk"),
        args=of_run("finished", "r"),
        label="rival",
        shows=f"{Secret.TICKS}-R",
    ),
    RUN.but(route="casestudies:run-pdf", may=OF_A, args=of_run("finished"), shows=TICKS),
]
DRAFT = Case("casestudies:own-study", CLERK, knows=OWN, args=of_story("draft"))
WRITING = [
    Case("casestudies:own", WRITERS),
    Case("casestudies:start", WRITERS, data=own_title, writes="casestudies_casestudy"),
    DRAFT.but(may=OWN, shows=STUDY),
    DRAFT.but(
        label="rival",
        may=of("ra_clerk admin"),
        knows=of("ra_clerk admin"),
        args=of_story("draft", "r"),
        shows=f"{Secret.STUDY}-R",
    ),
    DRAFT.but(route="casestudies:own-words", data=words, writes="casestudies_casestudy", shows=STUDY),
    DRAFT.but(
        route="casestudies:own-party",
        data=lambda world, role: {"is_council": "no", "name": "Age UK", "role": "partner"},
        writes="casestudies_party",
    ),
    DRAFT.but(
        route="casestudies:own-party-remove",
        args=of_story("draft", number=2),
        data=nothing,
        writes="casestudies_party",
    ),
    DRAFT.but(
        route="casestudies:own-move",
        args=of_story("draft", verb="ask"),
        data=nothing,
        writes="casestudies_approval",
    ),
    DRAFT.but(
        route="casestudies:own-publish",
        knows=ASKED,
        args=of_story("approved"),
        data=lambda world, role: day("review_on", 2),
        writes="casestudies_publication",
    ),
    DRAFT.but(
        route="casestudies:own-review",
        may=CLERK | ADMIN,
        knows=ASKED,
        args=of_story("published"),
        data=lambda world, role: day("review_on", 3),
        writes="casestudies_publication",
    ),
    DRAFT.but(
        route="casestudies:approve",
        may=of("b_clerk"),
        knows=ASKED,
        args=of_story("out", council=lambda side: side.b.slug),
        data=lambda world, role: {"answer": "changes", "words": "Name the third parish, too"},
        writes="casestudies_approval",
        shows=STUDY,
    ),
]


def edited_study(world, role):
    return {"title": "In our words", "did": "They met and agreed.", "lesson": "Meet early."}


def file(world, role):
    return {"file": SimpleUploadedFile("library.json", b"[]", "application/json")}


ADMINISTRATION = [
    Case("casestudies:administer", ADMIN),
    Case("casestudies:template", ADMIN),
    Case("casestudies:upload", ADMIN, data=file, writes="core_job"),
    Case(
        "casestudies:apply",
        ADMIN,
        knows=ADMIN,
        args=lambda world, role: {"public_id": world.library.preview.public_id},
        data=nothing,
        writes="core_job",
    ),
    Case(
        "casestudies:edit",
        ADMIN,
        args=lambda world, role: {"kind": "study", "key": world.library.study.slug},
        data=edited_study,
        writes="casestudies_localedit",
    ),
    Case(
        "casestudies:archive",
        CLERK | ADMIN,
        args=of_story("published"),
        data=lambda world, role: {"reason": "The councils were merged"},
        writes="casestudies_publication",
    ),
]
CASES = (*READING, *CHECKLISTS, *WRITING, *ADMINISTRATION)
