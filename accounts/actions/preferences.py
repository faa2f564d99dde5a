"""What a person chooses for themselves: e-mails, home, language."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import HomeChoice, MailChoice, User
from core.audit import record
from core.emails import KINDS, Frequency
from core.exceptions import Refused
from core.languages import fitting
from core.locking import refuse_if_changed
from core.policies import require
from core.reminders.emails import RemindersMessage
from core.roles import OFFICER_ROLES

REMINDERS = RemindersMessage.kind  # named here so that a web process, which sends none, knows the kind


def choosable_kinds(person):
    """The kinds of e-mail that this person may get and may choose about, by name."""
    is_officer = person.is_staff or bool(person.council_ids(*OFFICER_ROLES))
    found = [kind for kind in KINDS.values() if len(kind.frequencies) > 1 and (is_officer or not kind.for_officers)]
    return sorted(found, key=lambda kind: str(kind.kind_name))


def preferences_of(person):
    """As stored now: {"mail": {kind: frequency}, "hidden": […], "language": …}."""
    chosen = dict(person.mail_choices.values_list("kind", "frequency"))
    mail = {kind.kind: chosen.get(kind.kind, Frequency.NOW.value) for kind in choosable_kinds(person)}
    home = HomeChoice.objects.filter(user=person).first()
    return {"mail": mail, "hidden": home.hidden if home else [], "language": fitting(person.language)}


def field_of(kind):
    """The name under which a form asks about a kind of e-mail."""
    return f"mail_{kind}".replace(".", "_").replace("-", "_")


@transaction.atomic
def set_preferences(*, mail, hidden=None, language=None, seen=None, by):
    """Save what a person chose for themselves; what is None was not asked and stays."""
    require(by, "accounts.own_account")
    person = User.objects.select_for_update(of=("self",)).get(pk=by.pk)
    now = preferences_of(person)
    plain = {field_of(kind): frequency for kind, frequency in now["mail"].items()}
    asked = {"hidden": hidden, "language": language}
    plain |= {name: now[name] for name, value in asked.items() if value is not None}
    refuse_if_changed(seen, plain, record=person, parts=["preferences"])
    allowed = {kind.kind: kind.frequencies for kind in choosable_kinds(person)}
    if any(frequency not in allowed.get(kind, ()) for kind, frequency in mail.items()):
        raise Refused(_("E-mails of this kind cannot be had like that"))
    hidden = now["hidden"] if hidden is None else hidden
    language = now["language"] if language is None else fitting(language)
    wanted = {"mail": {**now["mail"], **mail}, "hidden": sorted(hidden), "language": language}
    if wanted == {**now, "hidden": sorted(now["hidden"])}:
        return
    for kind, frequency in wanted["mail"].items():
        MailChoice.objects.update_or_create(user=person, kind=kind, defaults={"frequency": frequency})
    HomeChoice.objects.update_or_create(user=person, defaults={"hidden": wanted["hidden"]})
    if person.language != wanted["language"]:
        person.language = wanted["language"]
        person.save(update_fields=["language"])
    record("accounts.preferences_set", person, _("Preferences changed"), by=by, parts=["preferences"])


@transaction.atomic
def show_everything(*, by):
    """Nothing of the person's home is hidden any more."""
    require(by, "accounts.own_account")
    if HomeChoice.objects.filter(user=by).exclude(hidden=[]).update(hidden=[]):
        record("accounts.preferences_set", by, _("Home shows everything again"), by=by, parts=["preferences"])
