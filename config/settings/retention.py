"""How long records with personal data are kept, in days; the privacy notice prints these figures.

What has no number here is kept as long as what it belongs to: `personal.py` of each app says why. Periods differ from
council to council: set RETENTION_DAYS in the environment to change one, for example "mail=180,accounts=365".
"""

RETENTION = {
    "accounts": 730,  # after the last role ended, since clerks come back
    "champions": 365,  # after the appointment: how to reach them
    "codes": 90,  # to follow up misuse
    "complaints": 3 * 365,  # after they were closed
    "invitations": 365,
    "lists": 365,
    "mail": 365,
    "requests": 365,
    "resets": 365,  # of a lost second factor, after it was done or cancelled
    "sign_ins": 90,  # browser, network and factors
    "sessions": 0,  # after they ran out
    "work": 365,
    "work_files": 30,
}
