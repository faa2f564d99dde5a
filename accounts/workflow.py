"""The life of a data protection complaint."""

from accounts.models.complaints import ComplaintStatus
from core.workflow import Step, Workflow

RECEIVED, ACKNOWLEDGED = ComplaintStatus.RECEIVED, ComplaintStatus.ACKNOWLEDGED
ANSWERED, CLOSED = ComplaintStatus.ANSWERED, ComplaintStatus.CLOSED
HANDLE = "accounts.handle_complaint"
COMPLAINT = Workflow(
    (
        Step(RECEIVED, ACKNOWLEDGED, "acknowledge", HANDLE),
        Step(RECEIVED, ANSWERED, "answer", HANDLE),  # a quick answer acknowledges it, too
        Step(ACKNOWLEDGED, ANSWERED, "answer", HANDLE),
        Step(ANSWERED, CLOSED, "close", HANDLE),
    )
)
