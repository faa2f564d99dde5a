"""Every write of this app, by the part of an agreement's life it belongs to."""

from charters.actions.drafting import (
    add_commitment,
    add_section,
    edit_commitment,
    edit_details,
    edit_section,
    remove_commitment,
    remove_section,
    start_agreement,
    start_new_version,
)
from charters.actions.rounds import (
    close_round,
    extend_round,
    invite_later,
    not_now,
    remind,
    remind_all,
    send_version,
    set_published,
    withdraw_version,
)
from charters.actions.signing import answer, countersign, countersign_key, sign

__all__ = [
    "add_commitment",
    "add_section",
    "answer",
    "close_round",
    "countersign",
    "countersign_key",
    "edit_commitment",
    "edit_details",
    "edit_section",
    "extend_round",
    "invite_later",
    "not_now",
    "remind",
    "remind_all",
    "remove_commitment",
    "remove_section",
    "send_version",
    "set_published",
    "sign",
    "start_agreement",
    "start_new_version",
    "withdraw_version",
]
