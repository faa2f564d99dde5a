"""The roles a person can hold in a council; defined here so that no lower app imports accounts."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """What a membership lets a person do; the words are the ones councils use."""

    CLERK = "clerk", _("Clerk")
    COUNCILLOR = "councillor", _("Councillor")
    LIAISON_OFFICER = "liaison_officer", _("Liaison officer")
    LEAD_MEMBER = "lead_member", _("Lead member")
    MANAGER = "manager", _("Manager")
    VIEWER = "viewer", _("Viewer")


LOCAL_ROLES = (Role.CLERK, Role.COUNCILLOR, Role.VIEWER)
PRINCIPAL_ROLES = (Role.LIAISON_OFFICER, Role.LEAD_MEMBER, Role.MANAGER, Role.VIEWER)
OFFICER_ROLES = (Role.LIAISON_OFFICER, Role.MANAGER)
SECOND_FACTOR_ROLES = (
    Role.LIAISON_OFFICER,
    Role.MANAGER,
)  # with administrators: a code by e-mail is not enough
