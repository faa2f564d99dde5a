"""Who was funded near here, for what, how much; and loading what funders publish about it."""

from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.jobs.actions import start_job
from core.policies import allows
from core.views import FormPage, ListPage
from funding import exports
from funding.forms.awards import AwardFilter, LoadAwardsForm
from funding.models import Award


class Awards(ListPage):
    """Grants that were made, with the sum of what the filters leave."""

    policy = "funding.read"
    template_name = "funding/awards.html"
    export = exports.AWARDS

    def rows(self):
        self.filters = AwardFilter(self.request.GET)
        self.found = self.filters.awards(Award.objects.visible_to(self.request.user))
        return self.found.newest_first()

    def context(self):
        person = self.request.user
        return {
            "form": self.filters,
            "query": self.request.GET.urlencode(),
            "totals": self.found.totals(),
            "may_load": person.is_authenticated and allows(person, "funding.load_awards"),
        }


class LoadAwards(FormPage):
    """A file of a funder; reading it is the worker's."""

    policy = "funding.load_awards"
    form_class = LoadAwardsForm
    template_name = "funding/load_awards.html"
    title = gettext_lazy("Load grants that were made")

    def done(self, form):
        file = form.cleaned_data["file"]
        job = start_job(
            kind="funding.awards",
            title=_("Loading the grants of %(file)s") % {"file": file.name},
            params={"source": form.cleaned_data["source"]},
            files=[("grants", file.name, file)],
            by=self.request.user,
        )
        return redirect(job)
