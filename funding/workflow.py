"""The life of an opportunity: one table."""

from django.utils.translation import gettext as _

from core.exceptions import Refused
from core.workflow import Step, Workflow
from funding.models import Status


def says_enough(opportunity):
    """Nobody is sent to a page that does not say what the money is for or where to ask."""
    if not opportunity.summary.strip():
        raise Refused(_("Say in a few sentences what the money is for before you publish it"))
    if not (opportunity.link or opportunity.apply_link or opportunity.contact_email):
        raise Refused(_("Give a link or an e-mail address of the funder before you publish it"))


OPPORTUNITY = Workflow(
    [
        Step(Status.DRAFT, Status.PUBLISHED, "publish", "funding.curate", says_enough),
        Step(Status.PUBLISHED, Status.WITHDRAWN, "withdraw", "funding.curate"),
        Step(Status.DRAFT, Status.WITHDRAWN, "withdraw", "funding.curate"),
        Step(Status.WITHDRAWN, Status.PUBLISHED, "publish", "funding.curate", says_enough),
    ]
)
