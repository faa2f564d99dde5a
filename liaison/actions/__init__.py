"""Every write of this app, by what it is about."""

from liaison.actions.contacts import contact_of, correct_contact, finish_contact, log_contact, strike_contact
from liaison.actions.officers import (
    change_assignment,
    confirm_assignments,
    end_assignment,
    end_cover,
    name_officer,
    set_cover,
    withdraw_assignment,
    words_of,
)
from liaison.actions.promises import (
    change_promise,
    changeable_by,
    contest_promise,
    deny_promise,
    may_withdraw,
    promise_as_stored,
    record_promise,
    report_promise,
    withdraw_promise,
)

__all__ = [
    "change_assignment",
    "change_promise",
    "changeable_by",
    "confirm_assignments",
    "contact_of",
    "contest_promise",
    "correct_contact",
    "deny_promise",
    "end_assignment",
    "end_cover",
    "finish_contact",
    "log_contact",
    "may_withdraw",
    "name_officer",
    "promise_as_stored",
    "record_promise",
    "report_promise",
    "set_cover",
    "strike_contact",
    "withdraw_assignment",
    "withdraw_promise",
    "words_of",
]
