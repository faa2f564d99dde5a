"""Saved views: on the list they stand above it, and a page of their own names one."""

from django import forms
from django.contrib import messages
from django.http import Http404, QueryDict
from django.shortcuts import redirect
from django.urls import NoReverseMatch, resolve, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.actions.saved_views import remove_view, save_view
from accounts.models import SavedView
from core.govuk_forms import GovukForm
from core.views import FormPage, PortalView

NOT_SAVED = ("page", "format")  # of an address: where one is in the list, and that it is a file


class SavesViews:
    """For a list whose filters a person may keep under a name; its address takes nothing but a query."""

    def page(self, **extra):
        page, query = self.request.resolver_match.view_name, narrowed(self.request.GET)
        views = list(SavedView.objects.visible_to(self.request.user).of_page(page))
        is_new = self.request.user.is_authenticated and query and query not in {view.query for view in views}
        address = f"{reverse('accounts:save-view', args=[page])}?{query}" if is_new else ""
        return super().page(saved_views=views, saved_query=query, save_view=address, **extra)


def narrowed(asked):
    """What narrows a list, of all that stands behind the question mark; the same text for the same filters."""
    kept = {name: [each for each in asked.getlist(name) if each.strip()] for name in sorted(asked)}
    return urlencode({name: values for name, values in kept.items() if values and name not in NOT_SAVED}, doseq=True)


class NameForm(GovukForm, forms.Form):
    """What a view is called."""

    submit_text = gettext_lazy("Save this view")
    name = forms.CharField(
        label=gettext_lazy("Name of the view"),
        max_length=60,
        help_text=gettext_lazy("Only you see it. For example: Overdue in the north"),
    )
    query = forms.CharField(required=False, widget=forms.HiddenInput)  # what the action refuses is told by the page

    def clean_query(self):
        return narrowed(QueryDict(self.cleaned_data["query"]))


class SaveView(FormPage):
    """A name for the list as it is narrowed now."""

    policy = "accounts.own_account"
    form_class = NameForm
    template_name = "accounts/save_view.html"
    title = gettext_lazy("Save this view")

    def answer(self, request, *args, **kwargs):
        self.list_address = self._list_address()
        return super().answer(request, *args, **kwargs)

    def _list_address(self):
        """Of the list that is to be saved; 404 for what is no such list."""
        try:
            address = reverse(self.kwargs["page"])
        except NoReverseMatch:
            raise Http404 from None
        if not issubclass(getattr(resolve(address).func, "view_class", object), SavesViews):
            raise Http404
        return address

    def form_kwargs(self):
        return {"initial": {"query": narrowed(self.request.GET)}}

    def context(self):
        return {**super().context(), "list_address": self.list_address}

    def done(self, form):
        view = save_view(page=self.kwargs["page"], **form.cleaned_data, by=self.request.user)
        messages.success(self.request, _("Saved: %(name)s") % {"name": view.name})
        return redirect(view.address)


class RemoveView(PortalView):
    """The button beside a saved view."""

    policy = "accounts.own_account"
    lookup = {"pk": "pk"}

    def scope(self):
        return SavedView.objects.visible_to(self.request.user)

    def post(self, request, pk):
        remove_view(view=self.record, by=request.user)
        messages.success(request, _("Removed: %(name)s") % {"name": self.record.name})
        return redirect(self.record.page)
