"""A council's own sign-in for the tests: django-oauth-toolkit, a real OpenID Connect provider, in a process of its own.

`running.py` starts it and signs people in there; `claims.py` lets a test say what it tells about a person, and damage
its ID tokens.
"""

PEOPLE = ("clerk", "officer")
PASSWORD = "of the council"
CLIENT = {"client_id": "common-ground", "client_secret": "known to both"}
