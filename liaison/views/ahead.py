"""Local councils that elect or are reorganised soon, or were lately; and what is ahead of the principal itself."""

from core.csv import Export
from core.views import ListPage
from liaison.ahead import ahead_in, ahead_of
from liaison.views.officers import OfOwnPrincipal

COLUMNS = ("council", "where", "what", "day", "days", "post")


def cells(line):
    """One council; whoever answers for it is named by the post."""
    post = line.assignment.post if line.assignment else ""
    return line.council.full_name, line.council.context, line.turn.value, line.day, line.days, post


class Ahead(ListPage, OfOwnPrincipal):
    """The next one first; afterwards whoever is new is looked for."""

    policy = "liaison.see_board"
    template_name = "liaison/ahead.html"
    per_page = 100
    export = Export("elections-and-reorganisations", COLUMNS, cells)

    def rows(self):
        return ahead_in(self.record)

    def context(self):
        return {"principal": self.record, "own": ahead_of([self.record.pk])[self.record.pk]}
