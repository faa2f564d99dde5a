"""Everything a person can change about people and access; one function each.

Lists of mailboxes are in `accounts.actions.batches`, which needs the worker's tasks, which need these.
"""

from accounts.actions.addresses import add_address, confirm_address, make_primary, remove_address, rename
from accounts.actions.invitations import (
    accept_invitation,
    cancel_invitation,
    invite,
    join_as_new_person,
    resend_invitation,
)
from accounts.actions.memberships import clear_address, end_membership, revoke_membership, set_may_sign
from accounts.actions.passkeys import add_passkey, remove_passkey, rename_passkey
from accounts.actions.proof import confirm_identity_proof, has_app, start_identity_proof, use_identity_proof
from accounts.actions.signin import (
    activate_second_factor,
    end_sessions,
    new_recovery_codes,
    record_failed_code,
    record_sign_in,
    record_sign_out,
    remove_second_factor,
    second_factors,
)

__all__ = [
    "accept_invitation", "activate_second_factor", "add_address", "add_passkey", "cancel_invitation",
    "clear_address", "confirm_address", "confirm_identity_proof", "end_membership", "end_sessions", "has_app",
    "invite", "join_as_new_person", "make_primary", "new_recovery_codes", "record_failed_code", "record_sign_in",
    "record_sign_out", "remove_address", "remove_passkey", "remove_second_factor", "rename", "rename_passkey",
    "resend_invitation", "revoke_membership", "second_factors", "set_may_sign",
    "start_identity_proof", "use_identity_proof",
]  # fmt: skip
