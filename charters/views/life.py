"""The life of a charter in force: its dates, renewal."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from charters import actions
from charters.forms.life import RenewForm
from charters.life import life_of
from charters.models import Party
from charters.views.commitments import ProgressPage
from core.formatting import date
from core.policies import allows
from core.views import FormPage


class Life(ProgressPage):
    """Since when it binds and until when, when it is looked at again, until when notice can be given."""

    template_name = "charters/life.html"

    def context(self):
        today, life = timezone.localdate(), life_of(self.version)
        return {
            "agreement": self.record,
            "version": self.version,
            "life": life,
            "today": today,
            "current": life.current(today),
            "renewals": {renewal.number + 1: renewal for renewal in self.version.renewals.all()},
            "notices": self.version.withdrawals.select_related("party__council"),
            "leaving": [party for party in self.own_parties() if allows(self.request.user, "charters.leave", party)],
            "may_keep": allows(self.request.user, "charters.keep", self.version),
        }

    def own_parties(self):
        """Councils of the person that could give notice: in the charter, not its convener, not leaving already."""
        mine = Party.objects.visible_to(self.request.user).in_charter().filter(agreement=self.record)
        return mine.filter(is_convener=False, withdrawals=None).in_order()


class Renew(FormPage, ProgressPage):
    """Another term after the one that runs."""

    policy = "charters.keep"
    form_class = RenewForm
    template_name = "charters/life_form.html"

    @property
    def title(self):
        return _("Renew the %(noun)s") % {"noun": self.record.noun}

    def context(self):
        life = life_of(self.version)
        words = _("The term that runs now ends on %(day)s. Every council in it gets an e-mail.")
        explanation = words % {"day": date(life.ends_on)} if life.ends_on else _("It has no end.")
        return {**FormPage.context(self), "agreement": self.record, "explanation": explanation}

    def form(self, *args):
        form = super().form(*args)
        form.cancel_url = reverse("charters:life", args=[self.record.reference])
        return form

    def done(self, form):
        actions.renew(version=self.version, by=self.request.user, **form.cleaned_data)
        messages.success(self.request, _("Renewed. Every council in it has been told."))
        return redirect("charters:life", self.record.reference)
