"""The board of a principal council: champions of its area at a glance."""

from django.utils.translation import gettext as _

from charters.champions.board import STATES, Board
from charters.champions.years import this_year
from charters.forms.champions import BoardForm
from core.csv import Export
from core.views import ListPage, Page
from councils.models import Council


def board_cells(row):
    """One council of the board as a row of the export."""
    council = row.council
    until = council.champion_until or ""
    return (council.full_name, council.context, row.state, council.champion_role or "", council.champion_since or "",
            until, council.starts_later_on or "", council.last_ended_on or "", council.logged_on or "")  # fmt: skip


COLUMNS = ("council", "where", "state", "role", "since", "until", "next_from", "before_until", "last_entry_on")


class OfPrincipal(Page, abstract=True):
    """A page about the champions of a principal council's area."""

    policy = "charters.see_champions"
    lookup = {"slug": "slug"}

    def scope(self):
        person = self.request.user
        mine = Council.objects.visible_to(person).principal()
        return mine if person.is_staff else mine.filter(pk__in=person.council_ids())


class ChampionBoard(ListPage, OfPrincipal):
    """Who has a champion, who has none, whose ends soon, whose log is empty."""

    template_name = "charters/champion_board.html"
    per_page = 100
    export = Export("champions", COLUMNS, board_cells)

    def rows(self):
        has_levels = self.record.type == Council.Type.COUNTY
        self.form = BoardForm(self.request.GET, has_levels=has_levels)
        self.board = Board(self.record, **self.form.chosen())
        return self.board.shown

    def page(self, **extra):
        answer = super().page(**extra)
        board, counts = self.board, self.board.counts()
        words = {"active": _("Active"), "quiet": STATES["quiet"], "ending": STATES["ending"], "none": STATES["none"]}
        tones = {"active": "good", "quiet": "info", "ending": "waiting", "none": "bad"}
        answer.context_data |= {
            "principal": self.record,
            "form": self.form,
            "board": board,
            "parts": [{"text": words[key], "value": counts[key], "tone": tones[key]} for key in words],
            "year": this_year(),
        }
        return answer
