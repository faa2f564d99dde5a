"""A principal council whose portal has a name, colours and a logo of its own, set by its manager."""

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import Membership, User
from core.pictures import redrawn
from core.roles import Role
from councils.models import OwnPortal
from councils.portal_actions import change_own_portal
from demo.places import council_of
from demo.roles import fixture


def make_own():
    """Every portal of the fixtures that its council has not made its own yet."""
    for row in fixture("portals")["portals"]:
        council = council_of(row["council"])
        if OwnPortal.objects.filter(council=council).exists():
            continue
        member = Membership.objects.current().of_council(council).filter(role=Role.MANAGER).order_by("pk").first()
        picture = (settings.FIXTURES_DIR / "demo" / row["logo"]).read_bytes()
        logo = redrawn(SimpleUploadedFile(row["logo"], picture))
        values = {**row["values"], "rules": row["values"]["rules"].strip()}
        change_own_portal(council=council, values=values, logo=logo, by=User.objects.get(pk=member.user_id))
