"""The register as a spreadsheet; docs/exports.md names the columns."""

from core.csv import LICENCE, Export, moment

REGISTER = (
    "reference", "title", "status", "kind", "tier", "convener", "parties", "accountable_body", "lead_role", "service",
    "vehicle", "governance", "phase", "statute", "value_pence", "saving_pence", "starts_on", "ends_on",
    "next_review_on", "has_owner", "published_at",
)  # fmt: skip


def cells(entry):
    """One partnership, read whole. People are named by their role."""
    parties = list(entry.parties.all())
    return (
        entry.reference,
        entry.title,
        entry.status,
        entry.kind,
        entry.tier,
        entry.convener.label,
        "; ".join(party.label for party in parties),
        next((party.label for party in parties if party.is_accountable), ""),
        entry.lead.role if entry.lead else "",
        entry.service,
        entry.vehicle,
        entry.governance,
        entry.phase,
        entry.statute,
        entry.value_pence,
        entry.saving_pence,
        entry.starts_on,
        entry.ends_on,
        entry.next_review_on,
        ("yes" if entry.is_owned else "no") if entry.is_inside else "",
        moment(entry.published_at),
    )


REGISTER_FILE = Export("partnerships", REGISTER, cells, LICENCE)
