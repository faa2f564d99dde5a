"""Every write of this app, by what it is about."""

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

__all__ = [
    "change_assignment",
    "confirm_assignments",
    "end_assignment",
    "end_cover",
    "name_officer",
    "set_cover",
    "withdraw_assignment",
    "words_of",
]
