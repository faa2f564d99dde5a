"""How councils of the demonstration want to be in touch, through the portal's own actions."""

from demo import clock, people
from demo.places import council_of
from demo.roles import fixture
from liaison import actions
from liaison.models import CommsPreference


def say_preferences():
    """Of every council of the fixtures that has said nothing yet."""
    for each in fixture("preferences")["preferences"]:
        for council in meant(each):
            if not CommsPreference.objects.filter(council=council).exists():
                say(council, each)


def meant(each):
    """The council, or the one at this place of an area by name; none where the area is not loaded."""
    if "council" in each:
        return [council_of(each["council"])]
    return people.local_councils(council_of(each["area"]))[each["place"] :][:1]


def say(council, each):
    words = {name: each.get(name, "") for name in actions.PREFERENCE_WORDS}
    by = people.speaker_for(council)
    by.current_memberships = list(by.current_memberships)  # of today: some joined later than this
    with clock.set_back(each["ago"]):
        actions.save_preference(council=council, by=by, **words)
