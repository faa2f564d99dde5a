"""What fits one council, what it says to it, and deadlines for its calendar."""

from collections import Counter
from hashlib import sha256

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from core.calendar import Entry, calendar_response
from core.exceptions import Refused
from core.policies import allows
from core.views import Page, PortalView
from councils.models import Council
from funding import actions
from funding.emails import contact_of
from funding.matching import facts_of, match, matches
from funding.models import Interest, Opportunity
from funding.shelf import answers_of, offer_of, offers, themes_followed

TAKE_BACK = "take_back"
REMIND_BEFORE = 7  # days before a closing
MOST_SIDES = 6  # councils of one person on one page; more choose theirs on the council's page


class CouncilPage(PortalView, abstract=True):
    """A page about funding for one council."""

    lookup = {"slug": "slug"}

    def scope(self):
        return Council.objects.visible_to(self.request.user).select_related("profile", "county").with_parents()


class CouncilFunding(CouncilPage, Page):
    """What is open or opens soon, sorted by whether it fits, with the reasons."""

    policy = "funding.see_matches"
    template_name = "funding/council.html"

    def context(self):
        council = self.record
        said = {row.opportunity_id: row.answer for row in answers_of([council.pk])[council.pk]}
        followed = themes_followed([council.pk])[council.pk]
        found = matches(offers(), facts_of(council, followed), said)
        wanted = {Interest.Answer.INTERESTED, Interest.Answer.PARTNER}
        place = council if council.is_principal else next(iter(council.own_principals), council)
        open_ones = [each for each in found if not each.answer]
        return {
            "council": council,
            "place": urlencode({"place": place.name, "principal": place.slug}),
            "may_answer": allows(self.request.user, "funding.answer", council),
            "wanted": [each for each in found if each.answer in wanted],
            "fitting": [each for each in open_ones if each.fits and not each.offer.is_small],
            "small": [each for each in open_ones if each.fits and each.offer.is_small],
            "others": [each for each in open_ones if not each.fits],
            "declined": [each for each in found if each.answer == Interest.Answer.NOT_FOR_US],
            "answers": Interest.Answer,
        }


class GiveAnswer(CouncilPage):
    """Interested, want a partner, not for us, or taken back: one press."""

    policy = "funding.answer"
    http_method_names = ("post",)

    def post(self, request, *args, **kwargs):
        visible = Opportunity.objects.visible_to(request.user).published()
        opportunity = visible.filter(reference=kwargs["reference"]).first()
        answer = request.POST.get("answer", "")
        if opportunity is None:
            raise Http404
        try:
            self.say(opportunity, answer)
        except Refused as refusal:
            messages.warning(request, refusal.message)
        if request.POST.get("from") == "council":
            return redirect("funding:council", self.record.slug)
        return redirect(opportunity.get_absolute_url())

    def say(self, opportunity, answer):
        """Call the action, and say in words what was done."""
        person, names = self.request.user, {"council": self.record.full_name, "title": opportunity.title}
        if answer == TAKE_BACK:
            actions.take_back_answer(opportunity=opportunity, council=self.record, by=person)
            messages.success(self.request, _("Taken back: %(council)s has said nothing to “%(title)s”.") % names)
        elif answer in Interest.Answer.values:
            actions.answer_opportunity(opportunity=opportunity, council=self.record, answer=answer, by=person)
            done = {**names, "answer": Interest.Answer(answer).label}
            messages.success(self.request, _("%(council)s, “%(title)s”: %(answer)s.") % done)
        else:
            raise Refused(_("Choose one of the answers"))


class Calendar(PortalView):
    """Opening, closing and the other days of an opportunity as calendar entries."""

    policy = "funding.read"
    lookup = {"reference": "reference"}
    shown_after_sign_in = True

    def scope(self):
        return Opportunity.objects.visible_to(self.request.user).prefetch_related("stages", "deadline_changes")

    def get(self, request, *args, **kwargs):
        opportunity = self.record
        url = request.build_absolute_uri(opportunity.get_absolute_url())
        entries = list(entries_of(opportunity, url))
        filename = f"{opportunity.reference}.ics"
        return calendar_response(filename, opportunity.title, entries, stamp=timezone.now())


def entries_of(opportunity, url):
    """Its days; the closing one reminds a week before."""
    name, key, text = opportunity.title, opportunity.reference, opportunity.funder
    if opportunity.opens_at:
        yield Entry(
            f"{key}-opens@common-ground", opportunity.opens_at, _("Opens: %(name)s") % {"name": name}, text, url
        )
    if opportunity.closes_at:
        title = _("Closes: %(name)s") % {"name": name}
        moved = len(opportunity.deadline_changes.all())
        yield Entry(f"{key}-closes@common-ground", opportunity.closes_at, title, text, url, REMIND_BEFORE, moved)
    seen = Counter()
    for stage in opportunity.stages.all():  # by its name: another day before it does not change it
        seen[stage.name] += 1
        uid = sha256(f"{stage.name} {seen[stage.name]}".encode()).hexdigest()[:16]
        yield Entry(f"{key}-{uid}@common-ground", stage.on, f"{name}: {stage.name}", text, url)


def sides_of(person, opportunity):
    """For each council the person speaks for: how well it fits, what it said, who else wants a partner."""
    mine = Council.objects.filter(pk__in=person.council_ids()).current().select_related("profile", "county")
    councils = [each for each in mine.with_parents().by_name() if allows(person, "funding.answer", each)][:MOST_SIDES]
    ids = [council.pk for council in councils]
    said = dict(opportunity.interests.filter(council__in=ids).values_list("council", "answer"))
    offer, followed = offer_of(opportunity), themes_followed(ids)
    for council in councils:
        answer = said.get(council.pk, "")
        looking = answer == Interest.Answer.PARTNER
        yield {
            "council": council,
            "match": match(offer, facts_of(council, followed[council.pk]), answer),
            "partners": partners_of(opportunity, council) if looking else [],
        }


def partners_of(opportunity, council):
    """(council, how to reach it) of those that want a partner too."""
    rows = opportunity.interests.looking_with(council).select_related("council")
    return [(row.council, contact_of(row.council)) for row in rows.order_by("council__search_name")]


def interest_of_area(person, opportunity):
    """What the local councils said that the person looks after as an officer."""
    if not person.officer_council_ids():
        return []
    rows = Interest.objects.visible_to(person).to_opportunity(opportunity).looked_after_by(person)
    return list(rows.exclude(answer=Interest.Answer.NOT_FOR_US))
