"""What took place between a local council and its principals, from everything that apps offer, newest first."""

from django.utils import timezone

from core.csv import Export
from core.policies import allows
from core.registry import TIMELINE, collect
from core.views import ListPage
from councils.models import Council
from liaison.forms.timeline import TimelineForm

COLUMNS = ("on", "kind", "what", "note")


def cells(entry):
    return entry.on, entry.kind, entry.title, entry.note


class Timeline(ListPage):
    """By year and month; each entry on the day on which it took place."""

    policy = "liaison.see_contacts"
    lookup = {"slug": "slug"}
    template_name = "liaison/timeline.html"
    export = Export("timeline", COLUMNS, cells, licence="")

    def scope(self):
        return Council.objects.visible_to(self.request.user).local()

    def rows(self):
        today, council = timezone.localdate(), self.record
        entries = [entry for entry in collect(TIMELINE, self.request.user, council) if entry.on <= today]
        self.form = TimelineForm(self.request.GET, entries=entries, principals=council.parent_list)
        return sorted(self.form.found(entries), key=lambda entry: entry.on, reverse=True)

    def context(self):
        council = self.record
        return {
            "council": council,
            "form": self.form,
            "principals": {row.pk: row.full_name for row in council.parent_list},
            "logs": allows(self.request.user, "liaison.log_contact", council),
        }
