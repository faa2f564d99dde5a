"""The filters of the page of all activity: a form read from the address, never a reason for an error page."""

from datetime import datetime, time

from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.govuk_forms import DateInputField, GovukForm
from core.models import ActorSide
from councils.models import Council
from portal import activity

ANY = ("", gettext_lazy("Any"))
MINE = "me"
FEW = 30  # councils of one's own that are offered as a list; beyond, one types the name


def side_choices():
    return [ANY, (MINE, _("Me")), *ActorSide.choices]


def kind_choices():
    """The labels apps gave to what happens, each once, in the order of the alphabet."""
    return [ANY, *sorted((label, label) for label in dict.fromkeys(activity.kinds().values()))]


class ActivityForm(GovukForm, forms.Form):
    """Which part of all that happened."""

    council = forms.CharField(label=gettext_lazy("Council"), max_length=200, required=False)
    kind = forms.ChoiceField(label=gettext_lazy("What happened"), choices=kind_choices, required=False)
    side = forms.ChoiceField(label=gettext_lazy("Who did it"), choices=side_choices, required=False)
    since = DateInputField(label=gettext_lazy("From this day"), required=False)
    until = DateInputField(label=gettext_lazy("To this day"), required=False)
    submit_text = gettext_lazy("Filter")
    method = "get"
    mark_optional = False

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.person, self.found = person, None
        self._offer_councils()

    def _offer_councils(self):
        """People of a few councils choose from a list; officers of hundreds type a name."""
        own = {m.council_id: m.council for m in self.person.current_memberships}
        if not self.person.is_staff and not self.person.officer_council_ids() and len(own) <= FEW:
            choices = [("", _("All my councils")), *((c.slug, c.label) for c in own.values())]
            label = self.fields["council"].label
            self.fields["council"] = forms.ChoiceField(label=label, choices=choices, required=False)
            return
        self.fields["council"].widget.attrs.update(
            {
                "data-typeahead-url": reverse("councils:suggest"),
                "data-typeahead-name": "slug",
                "data-typeahead-none": _("No council found"),
                "data-typeahead-value": self.picked("slug"),
                "autocomplete": "off",
            }
        )

    def clean(self):
        """A chosen council comes by its address part, a typed one is looked up; days must be in order."""
        data = super().clean()
        text = self.picked("slug") or data.get("council")
        if text:
            self.found = self._council(text)
            if self.found is None:
                self.add_error("council", _("No council fits “%(text)s”") % {"text": text})
        if data.get("since") and data.get("until") and data["since"] > data["until"]:
            self.add_error("until", _("The last day must not be before the first day"))
        return data

    def _council(self, text):
        """By address part, then by name: one of the person's own before all others."""
        councils = Council.objects.visible_to(self.person)
        own = councils.filter(pk__in=[*self.person.council_ids(), *self.person.looked_after_ids])
        return councils.filter(slug=text).first() or own.search(text).first() or councils.search(text).first()

    def events(self):
        """What the person may follow, as far as it fits; a filter that makes no sense is left out."""
        self.is_valid()
        chosen = self.cleaned_data
        events = activity.about(self.person, self.found) if self.found else activity.concerning(self.person)
        if chosen.get("kind"):
            verbs = [verb for verb, label in activity.kinds().items() if label == chosen["kind"]]
            events = events.filter(verb__in=verbs)
        if chosen.get("side"):
            events = events.filter(by=self.person) if chosen["side"] == MINE else events.filter(side=chosen["side"])
        if chosen.get("since"):
            events = events.filter(at__gte=timezone.make_aware(datetime.combine(chosen["since"], time.min)))
        if chosen.get("until"):
            events = events.filter(at__lte=timezone.make_aware(datetime.combine(chosen["until"], time.max)))
        return events.newest_first()
