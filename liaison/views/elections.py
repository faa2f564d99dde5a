"""Local councils that elect soon, or did lately."""

from core.csv import Export
from core.views import ListPage
from liaison.elections import elections_of
from liaison.views.officers import OfOwnPrincipal

COLUMNS = ("council", "where", "elects_on", "days", "post")


def cells(line):
    """One council; whoever answers for it is named by the post."""
    post = line.assignment.post if line.assignment else ""
    return line.council.full_name, line.council.context, line.day, line.days, post


class Elections(ListPage, OfOwnPrincipal):
    """The next one first; afterwards whoever was elected is looked for."""

    policy = "liaison.see_board"
    template_name = "liaison/elections.html"
    per_page = 100
    export = Export("elections", COLUMNS, cells)

    def rows(self):
        return elections_of(self.record)

    def context(self):
        return {"principal": self.record}
