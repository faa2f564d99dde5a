"""A council says what an opportunity is to it, and takes that back."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.audit import record
from core.exceptions import Refused
from core.policies import require
from councils.models import Council
from funding import emails, shelf
from funding.models import Interest, Introduction, Opportunity

SENTENCES = {
    Interest.Answer.INTERESTED: gettext_lazy("%(council)s is interested in “%(title)s”"),
    Interest.Answer.PARTNER: gettext_lazy("%(council)s wants a partner for “%(title)s”"),
    Interest.Answer.NOT_FOR_US: gettext_lazy("%(council)s says that “%(title)s” is not for it"),
}


@transaction.atomic
def answer_opportunity(*, opportunity, council, answer, by):
    """Interested, wanting a partner, or not for us; councils that want a partner too are told of a new one."""
    council = Council.objects.select_for_update(of=("self",)).get(pk=council.pk)  # its answers one after the other
    require(by, "funding.answer", council)
    opportunity = Opportunity.objects.select_for_update(of=("self",)).get(
        pk=opportunity.pk
    )  # two partners see each other
    if not opportunity.is_published:
        raise Refused(_("The opportunity was withdrawn meanwhile."))
    if opportunity.is_closed and answer != Interest.Answer.NOT_FOR_US:
        raise Refused(_("It is closed. Nobody can apply any more."))
    interest = Interest.objects.filter(opportunity=opportunity, council=council).first()
    if interest and interest.answer == answer:
        return interest
    interest = interest or Interest(opportunity=opportunity, council=council)
    interest.answer, interest.said_at, interest.said_by = answer, timezone.now(), by
    interest.save()
    shelf.forget_answers(council)
    words = {"council": council.full_name, "title": opportunity.title}
    _tell("funding.answered", opportunity, council, SENTENCES[Interest.Answer(answer)] % words, by)
    if answer == Interest.Answer.PARTNER:
        for other in opportunity.interests.looking_with(council).select_related("council"):
            pair = {"opportunity": opportunity, "seeker": council, "told": other.council}
            if Introduction.objects.get_or_create(**pair)[1]:
                emails.tell_partner(opportunity, seeker=council, to=other.council)
    return interest


@transaction.atomic
def take_back_answer(*, opportunity, council, by):
    """As if the council had said nothing; a second press changes nothing."""
    council = Council.objects.select_for_update(of=("self",)).get(pk=council.pk)
    require(by, "funding.answer", council)
    gone, _rows = Interest.objects.filter(opportunity=opportunity, council=council).delete()
    if gone:
        shelf.forget_answers(council)
        words = _("%(council)s took back what it had said to “%(title)s”")
        words %= {"council": council.full_name, "title": opportunity.title}
        _tell("funding.answer_taken_back", opportunity, council, words, by)


def _tell(verb, opportunity, council, sentence, by):
    """For the council and the officers of its principal: others learn of partners on the page alone."""
    record(verb, opportunity, sentence, by=by, councils=[council], acting_for=council, restricted=True)
