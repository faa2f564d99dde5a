"""How councils of the demonstration want to be in touch, through the portal's own actions."""

from demo import clock, people
from demo.places import council_of
from demo.roles import fixture
from liaison import actions
from liaison.models import CommsPreference


def say_preferences():
    """Of every council of the fixtures that has said nothing yet."""
    for each in fixture("preferences")["preferences"]:
        council = council_of(each["council"])
        if not CommsPreference.objects.filter(council=council).exists():
            words = {name: each.get(name, "") for name in actions.PREFERENCE_WORDS}
            by = people.speaker_for(council)
            by.current_memberships = list(by.current_memberships)  # of today: some joined later than this
            with clock.set_back(each["ago"]):
                actions.save_preference(council=council, by=by, **words)
