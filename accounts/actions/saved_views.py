"""Lists that a person keeps under a name of their own."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import SavedView, User
from core.audit import record
from core.exceptions import Refused
from core.policies import require

MOST = 12  # of one list: more would be a menu to search in
LONGEST_QUERY = 1000


@transaction.atomic
def save_view(*, page, name, query, by):
    """Keep what stands in the address of a list; raises `Refused` at the name when it is taken."""
    require(by, "accounts.own_account")
    User.objects.select_for_update(of=("self",)).get(pk=by.pk)  # two tabs may not exceed the most together
    if not query:
        raise Refused(_("The list is not narrowed, so there is nothing to save"))
    if len(query) > LONGEST_QUERY:
        raise Refused(_("What you look for is too long to be saved"))
    if by.saved_views.of_page(page).count() >= MOST:
        raise Refused(_("You have saved %(most)s views of this list. Remove one first.") % {"most": MOST})
    try:
        with transaction.atomic():
            view = SavedView.objects.create(user=by, page=page, name=name.strip(), query=query)
    except IntegrityError:
        raise Refused(_("You have a view of this name already"), field="name") from None
    record("accounts.view_saved", by, _("Saved the view “%(name)s”") % {"name": view.name}, by=by, restricted=True)
    return view


@transaction.atomic
def remove_view(*, view, by):
    """Forget it; a second press changes nothing."""
    require(by, "accounts.own_account", view)
    gone, _kinds = SavedView.objects.filter(pk=view.pk, user=by).delete()
    if gone:
        record("accounts.view_removed", by, _("Removed the view “%(name)s”") % {"name": view.name}, by=by,
               restricted=True)  # fmt: skip
