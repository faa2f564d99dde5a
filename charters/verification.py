"""Is this PDF one that was issued? Compared byte for byte by its hash; nothing uploaded is kept."""

import hashlib
from dataclasses import dataclass

from charters.models import IssuedCopy
from core.text import without_controls


@dataclass(frozen=True)
class Verdict:
    """`copy` is the issued copy it equals, or None; `latest` the newest of that agreement."""

    sha256: str
    copy: IssuedCopy | None
    latest: IssuedCopy | None

    @property
    def is_true(self):
        return self.copy is not None

    @property
    def is_latest(self):
        return self.is_true and self.copy.pk == self.latest.pk


def compare(file, reference=""):
    """The verdict on an uploaded file; a reference narrows which agreement the latest copy is named of."""
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    copies = IssuedCopy.objects.select_related("version__agreement").order_by("-version__number", "-number")
    copy = copies.filter(document__sha256=digest.hexdigest()).first()
    known = copy.version.agreement.reference if copy else without_controls(reference)
    latest = copies.filter(version__agreement__reference=known).first() if known else None
    return Verdict(digest.hexdigest(), copy, latest)
