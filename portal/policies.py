"""Who may see what on the pages that join several apps; each app's own parts ask their own policies."""

from core.policies import policy


@policy("portal.home", public=True)
def may_open_home(person, record):
    """Anyone; what it shows depends on who asks."""
    return True


@policy("portal.search", public=True)
def may_search(person, record):
    """Anyone; every app offers only what the person may see."""
    return True


@policy("portal.council", public=True)
def may_open_council(person, council):
    """Anyone: the directory is public. Private parts of the page ask for themselves."""
    return True


@policy("portal.all_activity")
def may_see_all_activity(person, council):
    """The council's own people, its successor's, administrators; others see what their own council took part in."""
    return person.is_staff or person.reads_for(council)


@policy("portal.activity")
def may_follow_activity(person, record):
    """Anyone who is signed in; the page holds what concerns their councils, for administrators everything."""
    return True


@policy("portal.updates")
def may_read_updates(person, record):
    """Anyone who is signed in, their own."""
    return True
