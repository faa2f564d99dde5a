"""Sessions of a person, and those of visitors who typed their name or address."""

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session


def end_sessions_of(who):
    """Delete them; those of other people who are signed in only lose the name. Each is packed, so each is opened."""
    gone, changed = [], 0
    store = Session.get_session_store_class()
    for session in Session.objects.iterator(500):
        content = session.get_decoded()
        owner = content.get(SESSION_KEY)
        if owner == str(who.person.pk) or (owner is None and who.named_in(content)):
            gone.append(session.pk)
        elif who.named_in(content):
            packed = store().encode(who.without(content))
            changed += Session.objects.filter(pk=session.pk).update(session_data=packed)
    return changed + Session.objects.filter(pk__in=gone).delete()[0]
