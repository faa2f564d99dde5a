"""What somebody looks for on the registers: read from the address, never a reason for an error page."""

from decimal import Decimal, InvalidOperation

from django import forms
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from core.govuk_forms import GovukForm
from councils.models import Council
from transfers.models import Holding, Kind, Tenure
from transfers.stages import Stage

ANY = ("", _("Any"))
LONGEST_SLUG = 140
PLACES = Decimal("0.000001")  # as coordinates are kept


class RegisterForm(GovukForm, forms.Form):
    """Words, whose, what, how held, open for transfer, with a place."""

    submit_text = _("Show")
    method = "get"
    mark_optional = False
    q = forms.CharField(label=_("Words"), help_text=_("Name, place, use, code or UPRN"), max_length=200, required=False)
    of = forms.ChoiceField(label=_("Register of"), required=False)
    offered = forms.ChoiceField(
        label=_("Open for transfer"), choices=[("", _("All")), ("yes", _("Only what is open"))], required=False
    )
    kind = forms.ChoiceField(label=_("What it is"), choices=[ANY, *Kind.choices], required=False)
    holding = forms.ChoiceField(label=_("Land or buildings"), choices=[ANY, *Holding.choices], required=False)
    tenure = forms.ChoiceField(label=_("Tenure"), choices=[ANY, *Tenure.choices], required=False)
    place = forms.ChoiceField(
        label=_("On the map"),
        choices=[ANY, ("yes", _("With coordinates")), ("no", _("Without coordinates"))],
        required=False,
    )
    standing = forms.ChoiceField(
        label=_("Standing"), choices=[("", _("On the register")), ("gone", _("No longer on it"))], required=False
    )
    near = forms.CharField(required=False, widget=forms.HiddenInput, max_length=LONGEST_SLUG)
    box = forms.CharField(required=False, widget=forms.HiddenInput, max_length=100)

    def __init__(self, *args, registers, **kwargs):
        """`registers` are the rows of `Asset.objects.registers()`."""
        super().__init__(*args, **kwargs)
        named = [(row["principal__slug"], row["principal__name"]) for row in registers]
        asked = self.data.get("of", "")
        if asked and asked not in dict(named):
            named += [(c.slug, c.name) for c in Council.objects.principal().filter(slug=asked[:LONGEST_SLUG])]
        self.fields["of"].choices = [("", _("All councils")), *named]

    @cached_property
    def near_council(self):
        """The local council near which it should be, if there is one of this name."""
        slug = self.cleaned_data.get("near", "")
        return Council.objects.local().filter(slug=slug).first() if slug else None

    @cached_property
    def box_asked(self):
        """(west, south, east, north), or None."""
        try:
            numbers = [Decimal(each) for each in self.cleaned_data.get("box", "").split(",")]
        except InvalidOperation:
            return None
        if len(numbers) != 4 or not all(each.is_finite() and abs(each) <= 180 for each in numbers):
            return None
        return tuple(each.quantize(PLACES) for each in numbers)  # the database holds no number of a thousand places

    def assets(self, assets):
        """The rows that fit; a filter that makes no sense is left out."""
        self.is_valid()
        chosen = self.cleaned_data
        assets = assets.gone() if chosen.get("standing") == "gone" else assets.listed()
        if chosen.get("of"):
            assets = assets.filter(principal__slug=chosen["of"])
        if chosen.get("offered"):
            assets = assets.offered()
        for name in ("kind", "holding", "tenure"):
            if chosen.get(name):
                assets = assets.filter(**{name: chosen[name]})
        if chosen.get("place"):
            assets = assets.with_place() if chosen["place"] == "yes" else assets.without_place()
        if self.near_council:
            assets = assets.for_council(self.near_council)
        if self.box_asked:
            assets = assets.within(self.box_asked)
        return assets.with_words(chosen.get("q", ""))


class TransfersForm(GovukForm, forms.Form):
    """Words, stage, whose."""

    submit_text = _("Show")
    method = "get"
    mark_optional = False
    q = forms.CharField(label=_("Words"), help_text=_("Of the title or of what moves"), max_length=200, required=False)
    stage = forms.ChoiceField(label=_("Stage"), choices=[ANY, *Stage.choices], required=False)
    of = forms.CharField(required=False, widget=forms.HiddenInput, max_length=LONGEST_SLUG)

    def transfers(self, transfers):
        """The rows that fit; a filter that makes no sense is left out."""
        self.is_valid()
        chosen = self.cleaned_data
        if chosen.get("stage"):
            transfers = transfers.filter(stage=chosen["stage"])
        if chosen.get("of"):
            transfers = transfers.filter(Q(principal__slug=chosen["of"]) | Q(local__slug=chosen["of"]))
        return transfers.with_words(chosen.get("q", ""))
