"""A council's life here: listed from published data, confirmed by its own people, dissolved by law."""

from django.utils.translation import gettext as _

from core.exceptions import Refused
from core.workflow import Step, Workflow
from councils.models import CouncilStatus, CouncilType


def type_is_known(council):
    """Nobody can confirm a council without saying what kind of council it is."""
    if council.type == CouncilType.NOT_KNOWN:
        raise Refused(_("Say what type of council this is before you confirm the profile"))


def end_is_known(council):
    """A council ends on a day."""
    if council.ended_on is None:
        raise Refused(_("A dissolved council needs the day it ended"), field="ended_on")


LISTED, CONFIRMED, DISSOLVED = CouncilStatus.LISTED, CouncilStatus.CONFIRMED, CouncilStatus.DISSOLVED
COUNCIL_LIFE = Workflow(
    (
        Step(LISTED, CONFIRMED, "confirm", "councils.edit_profile", type_is_known),
        Step(LISTED, DISSOLVED, "dissolve", "councils.dissolve", end_is_known),
        Step(CONFIRMED, DISSOLVED, "dissolve", "councils.dissolve", end_is_known),
    )
)
