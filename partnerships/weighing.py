"""What speaks for a partnership and what makes it hard: points to pick from, in the order of the guide."""

from django.utils.translation import gettext_lazy as _

BENEFITS = (
    (
        _("Freedom to act"),
        (
            ("BEN-1.1", _("The partner is not bound by the council’s elections and rules")),
            ("BEN-1.2", _("Decisions are made faster")),
            ("BEN-1.3", _("Something can be tried out and changed")),
            ("BEN-1.4", _("Together you get better terms from others")),
            ("BEN-1.5", _("New ideas from outside the council")),
            ("BEN-1.6", _("Problems that do not end at the boundary can be dealt with")),
        ),
    ),
    (
        _("More points of view"),
        (
            ("BEN-2.1", _("Skills of several kinds and sectors come together")),
            ("BEN-2.2", _("Several aims of the council are served at once")),
            ("BEN-2.3", _("It suits social and environmental aims better")),
            ("BEN-2.4", _("Local businesses and groups get a chance")),
            ("BEN-2.5", _("People are reached whom the council seldom reaches")),
            ("BEN-2.6", _("Needs are met that are easily overlooked, such as those of refugees or care leavers")),
            ("BEN-2.7", _("The partner knows the community and has its own data")),
            ("BEN-2.8", _("The cause is seen by more people")),
            ("BEN-2.9", _("Good results raise the standing of the council")),
        ),
    ),
    (
        _("Money from elsewhere"),
        (
            ("BEN-3.1", _("Funds that a council cannot apply for")),
            ("BEN-3.2", _("Money to build or buy")),
            ("BEN-3.3", _("Income that the council could not raise, to be used again")),
            ("BEN-3.4", _("Private investment")),
            ("BEN-3.5", _("People give more because they trust the partner")),
        ),
    ),
    (
        _("Help in kind and savings"),
        (
            ("BEN-4.1", _("More people and things to draw on")),
            ("BEN-4.2", _("Help in kind beyond the budget")),
            ("BEN-4.3", _("It costs less")),
            ("BEN-4.4", _("Better prices when buying together")),
            ("BEN-4.5", _("Handing work over saves time and money")),
            ("BEN-4.6", _("The partner works more cheaply")),
        ),
    ),
)
CHALLENGES = (
    (
        _("Skills and time"),
        (
            ("CHA-1.1", _("Looking after the relationship takes skill and time")),
            ("CHA-1.2", _("Less direct control over how well it is done")),
            ("CHA-1.3", _("Agreements and risks need people inside and outside the council")),
            ("CHA-1.4", _("Setting it up is slow and takes legal and buying staff")),
            ("CHA-1.5", _("The partner may not meet what the rules ask for")),
        ),
    ),
    (
        _("Steering and money"),
        (
            ("CHA-2.1", _("Unclear roles lead to conflict or an early end")),
            ("CHA-2.2", _("Over a long time it must change, and it must have an end")),
            ("CHA-2.3", _("Cuts change what matters and who is there")),
            ("CHA-2.4", _("Income goes to the partner and with it some control")),
            ("CHA-2.5", _("Putting mistakes right is slow and costly")),
        ),
    ),
    (
        _("Ways of working"),
        (
            ("CHA-3.1", _("Values do not fit, which may harm a good name")),
            ("CHA-3.2", _("The council’s procedures hold both back")),
            ("CHA-3.3", _("Different aims lead to tension")),
        ),
    ),
    (
        _("Trust"),
        (
            ("CHA-4.1", _("If the choice does not look fair, somebody may challenge it")),
            ("CHA-4.2", _("A good name suffers if it is badly run or not done")),
            ("CHA-4.3", _("Residents blame the council whoever is at fault")),
        ),
    ),
)


def words_of(groups, codes):
    """[(heading, [words])] of what was picked, in the order of the list."""
    picked = [(heading, [words for code, words in points if code in codes]) for heading, points in groups]
    return [(heading, points) for heading, points in picked if points]
