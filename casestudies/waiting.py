"""What waits for a council's people: case studies to approve, to finish and to review, checklists begun. One query."""

from dataclasses import dataclass, field
from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.translation import gettext as _

from casestudies.models import Approval, ChecklistRun, Publication
from casestudies.shelf import shelf
from core.registry import OpenWork
from councils.models import Council


@dataclass(frozen=True)
class Waiting:
    """For one council, each as a dictionary with what its line needs."""

    approvals: list = field(default_factory=list)
    own: list = field(default_factory=list)
    runs: list = field(default_factory=list)


def waiting_for(council_ids):
    """Council id to what waits for it."""
    of_council = OuterRef("pk")
    asked = Approval.objects.waiting().filter(council=of_council).order_by("pk")
    runs = ChecklistRun.objects.under_way().filter(council=of_council).order_by("pk")
    study = {"slug": "publication__study__slug", "title": "publication__study__title"}
    rows = Council.objects.filter(pk__in=council_ids).values(
        "pk",
        approvals=ArraySubquery(asked.values(line=JSONObject(**study))),
        own=ArraySubquery(_own(of_council).values(line=JSONObject(**OWN))),
        runs=ArraySubquery(runs.values(line=JSONObject(public_id="public_id", chapter="chapter__code"))),
    )
    return {row["pk"]: Waiting(row["approvals"], row["own"], row["runs"]) for row in rows}


OWN = {
    "slug": "study__slug",
    "title": "study__title",
    "status": "status",
    "review_on": "review_on",
    "changes": "changes",
    "all_approved": "all_approved",
}


def _own(council):
    """Its own studies that are not archived, with what the parties have said."""
    answers = Approval.objects.filter(publication=OuterRef("pk"))
    return (
        Publication.objects.filter(owner=council)
        .exclude(status="archived")
        .annotate(
            changes=Exists(answers.filter(answer="changes")),
            all_approved=Exists(answers) & ~Exists(answers.exclude(answer="approved")),
        )
        .order_by("pk")
    )


def lines(councils):
    """Open work of these councils, each named beside it."""
    councils = {council.pk: council for council in councils}
    for pk, waits in waiting_for(councils).items():
        council = councils[pk]
        for row in waits.approvals:
            url = reverse("casestudies:approve", args=[row["slug"], council.slug])
            yield OpenWork(_("Approve the case study: %(title)s") % row, url, council=council.label)
        for row in waits.own:
            yield from _work_on(row, council.label)
        yield from _under_way(waits.runs, council.label)


def _work_on(row, council):
    url = reverse("casestudies:own-study", args=[row["slug"]])
    if row["status"] == "draft":
        yield OpenWork(_("Finish the case study: %(title)s") % row, url, council)
    elif row["status"] == "out" and row["changes"]:
        yield OpenWork(_("Changes asked for in the case study: %(title)s") % row, url, council)
    elif row["status"] == "out" and row["all_approved"]:
        yield OpenWork(_("All have approved, publish it: %(title)s") % row, url, council)
    elif row["status"] == "published" and row["review_on"]:
        due = date.fromisoformat(row["review_on"])
        yield OpenWork(_("Is this case study still right? %(title)s") % row, url, council, due)


def _under_way(runs, council):
    if not runs:
        return
    titles = {chapter.key: chapter.title for chapter in shelf().chapters}
    for run in runs:
        title = titles.get(run["chapter"], run["chapter"])
        url = reverse("casestudies:run", args=[run["public_id"]])
        yield OpenWork(_("Go on with the checklist: %(chapter)s") % {"chapter": title}, url, council)
