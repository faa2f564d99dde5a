"""What is typed or pressed on the portal's own pages."""

from django import forms

from core.govuk_forms import GovukForm

LARGEST = 2**63 - 1  # what the database can count to


class ReadForm(GovukForm, forms.Form):
    """Up to which event somebody has read: the newest on the page they had before them."""

    up_to = forms.IntegerField(min_value=0, max_value=LARGEST, widget=forms.HiddenInput)
