"""Facts of the fixed pages which a test must be able to check."""

from datetime import date

# Go through the accessibility statement at least once a year, then move this date: a test fails
# when it is older, because these statements are known to go stale unseen.
ACCESSIBILITY_PREPARED_ON = date(2026, 11, 22)
ACCESSIBILITY_REVIEWED_ON = date(2026, 11, 22)
PRIVACY_REVIEWED_ON = date(2026, 11, 22)

CONTACT_EMAIL = "help@example.org"
DATA_PROTECTION_EMAIL = "data-protection@example.org"
COMPLAINT_ACKNOWLEDGED_WITHIN_DAYS = 30
