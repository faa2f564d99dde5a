"""How long each kind of record is kept: in the privacy notice, and for administrators with what went."""

from core.csv import Export, moment
from core.models import RetentionRun
from core.privacy.map import entries
from core.privacy.outcome import how_long
from core.privacy.retention import kinds
from core.registry import OWN_DATA, collect
from core.views import ListPage, Page


class PrivacyNotice(Page):
    """Who is responsible, what is kept, for how long and why: printed from the map, so it cannot go stale."""

    policy = "core.public"
    template_name = "core/privacy.html"

    def context(self):
        kept = [(str(entry.title), how_long(entry)) for entry in entries() if entry.about and entry.tell]
        return {"kept": kept, "own_pages": collect(OWN_DATA, self.request.user)}


class Retention(ListPage):
    """The periods with what is due now, everything that is kept without one, and the last runs."""

    policy = "core.keep_to_retention"
    template_name = "core/privacy/retention.html"
    export = Export(
        "retention",
        ("at", "what", "how_many"),
        lambda row: (moment(row[0].at), row[1], row[2]),
        licence="",
    )

    def rows(self):
        return RetentionRun.objects.visible_to(self.request.user).newest_first()

    def download(self):
        """One line for each kind of record of each run."""
        return self.export.response((run, what, many) for run in self.rows() for what, many in run.gone.items())

    def context(self):
        return {
            "kinds": [(str(due.entry.title), how_long(due.entry), due.many) for due in kinds()],
            "others": [(str(entry.title), str(entry.kept.because)) for entry in entries() if not entry.kept.due],
        }
