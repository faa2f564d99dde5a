"""The e-mails about data protection complaints."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.emails import Message


@dataclass(frozen=True)
class _ToComplainer(Message):
    name: str
    reference: str

    def reason(self):
        return _("You get this e-mail because a data protection complaint was made with this address.")


@dataclass(frozen=True)
class ComplaintReceived(_ToComplainer):
    """It has come in, and by when somebody acknowledges it."""

    kind = "accounts.complaint_received"
    kind_name = gettext_lazy("Data protection complaint received")
    template = "accounts/complaint_received"
    by_day: date

    def subject(self):
        return _("Your data protection complaint %(reference)s") % {"reference": self.reference}


@dataclass(frozen=True)
class ComplaintAcknowledged(_ToComplainer):
    """Somebody looks into it."""

    kind = "accounts.complaint_acknowledged"
    kind_name = gettext_lazy("Data protection complaint acknowledged")
    template = "accounts/complaint_acknowledged"

    def subject(self):
        return _("We are looking into your complaint %(reference)s") % {"reference": self.reference}


@dataclass(frozen=True)
class ComplaintAnswered(_ToComplainer):
    """The outcome."""

    kind = "accounts.complaint_answered"
    kind_name = gettext_lazy("Data protection complaint answered")
    template = "accounts/complaint_answered"
    answer: str

    def subject(self):
        return _("The outcome of your complaint %(reference)s") % {"reference": self.reference}


@dataclass(frozen=True)
class ComplaintToHandle(Message):
    """Tells the data protection contact; what was written is on the page only."""

    kind = "accounts.complaint_to_handle"
    kind_name = gettext_lazy("Data protection complaint to handle")
    template = "accounts/complaint_to_handle"
    reference: str
    by_day: date
    link: str

    def subject(self):
        return _("Data protection complaint %(reference)s to acknowledge") % {"reference": self.reference}

    def reason(self):
        return _("You get this e-mail because you are the data protection contact of this portal.")
