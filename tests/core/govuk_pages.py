"""Sample pages for the tests of the look: a form with every kind of field, and every component."""

import json
from datetime import date, datetime
from types import SimpleNamespace
from zoneinfo import ZoneInfo

from django import forms
from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse
from django.template.loader import get_template
from django.urls import include, path

from core.govuk_forms import (
    Checkboxes,
    CodeInput,
    CountedTextarea,
    DateInputField,
    GovukForm,
    MoneyField,
    Radios,
    Typeahead,
    WholeNumberField,
)


class EveryField(GovukForm, forms.Form):
    name = forms.CharField(label="Your full name", max_length=20, help_text="As it should appear.")
    email = forms.EmailField(label="E-mail address")
    website = forms.URLField(label="Website", assume_scheme="https", required=False)
    hours = WholeNumberField(label="Staff hours a week", suffix="hours", min_value=1)
    share = forms.DecimalField(label="Share", min_value=0, max_value=1)
    precept = MoneyField(label="Precept", help_text="For the year to 31 March 2027.")
    code = forms.CharField(label="Code from your e-mail", widget=CodeInput())
    password = forms.CharField(label="Password", widget=forms.PasswordInput)
    resolved_on = DateInputField(label="Date of the resolution", help_text="For example, 27 3 2026.")
    tier = forms.ChoiceField(label="Type of council", choices=[("", "Choose"), ("p", "Parish council")])
    answer = forms.ChoiceField(
        label="Your council’s answer",
        choices=[("accept", "Accept"), ("decline", "Decline")],
        widget=Radios(hints={"decline": "You will be asked for a reason."}, reveals={"decline": "reason"}),
    )
    reason = forms.CharField(label="Reason", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    power = forms.ChoiceField(
        label="Do you have the general power of competence?",
        choices=[("y", "Yes"), ("n", "No")],
        widget=Radios(inline=True),
        error_messages={"required": "Select yes if your council has the general power of competence"},
    )
    services = forms.MultipleChoiceField(
        label="Services your council runs",
        choices=[("allotments", "Allotments"), ("burial", "Burial ground"), ("none", "None of these")],
        widget=Checkboxes(exclusive="none", hints={"burial": "Open or closed."}),
        help_text="Select all that apply.",
    )
    comments = forms.CharField(label="Comments", widget=CountedTextarea(max_length=200), required=False)
    council = forms.CharField(label="Council", widget=Typeahead("/councils.json", "council_id"))
    paper = forms.FileField(label="Scanned page", help_text="PDF, up to 10 MB.")
    confirm = forms.BooleanField(label="I may sign for my council")
    secret = forms.CharField(widget=forms.HiddenInput, required=False, initial="kept")


class Filter(GovukForm, forms.Form):
    method = "get"
    submit_text = "Apply filters"
    mark_optional = False
    q = forms.CharField(label="Name", required=False)


def page_context(seconds=None, **extra):
    """What the page's context processor would give, for a signed-in clerk."""
    request = SimpleNamespace(GET=extra.pop("GET", None), get_full_path=lambda: "/form/")
    items = [("Home", "/"), ("Charters", "/charters/"), ("Councils", "/councils/")]
    return {
        "request": request,
        "csrf_token": "token",
        "csrf_input": "",
        "navigation": [{"text": text, "href": href, "active": href == "/"} for text, href in items],
        "acting_for": "Wittersham Parish Council",
        "switch_url": "/switch/",
        "demo": True,
        "service_name": "Common Ground",
        "session_timeout_seconds": seconds,
        "user": SimpleNamespace(is_authenticated=seconds is not None),
        "messages": [],
        **extra,
    }


def draw(template, request=None, **extra):
    if request is not None:
        extra.setdefault("GET", request.GET)
        extra.setdefault("seconds", int(request.COOKIES.get("seconds", 7200)) or None)
    return get_template(template).render(page_context(**extra))


def form_page(request):
    """GET shows the form, POST shows its errors; a signed-out person is sent to sign in."""
    if request.COOKIES.get("seconds") == "0":
        return HttpResponse(draw("core/help.html", request))
    form = EveryField(request.POST, request.FILES) if request.method == "POST" else EveryField()
    messages = [SimpleNamespace(message="Saved.", level_tag="success")] if form.is_bound else []
    return HttpResponse(draw("core/form.html", request, form=form, title="Every field", messages=messages))


def components_page(request):
    moment = datetime(2026, 11, 20, 15, 30, tzinfo=ZoneInfo("Europe/London"))
    events = [{"at": moment, "text": "Olney accepted.", "by": "Clerk, Olney"}]
    events.append({"at": date(2026, 11, 2), "text": "Sent."})
    rows = Paginator(range(500), 50).get_page(request.GET.get("page"))
    template = get_template("base.html").backend.from_string(COMPONENTS)
    context = page_context(seconds=7200, GET=request.GET, rows=rows, events=events, filter_form=Filter())
    return HttpResponse(template.render(context))


def councils(request):
    rows = [
        {"id": 1, "label": "Middleton", "context": "Selby area, North Yorkshire"},
        {"id": 2, "label": "Middleton <b>", "context": "Norfolk"},
    ]
    return JsonResponse([row for row in rows if request.GET["q"].lower() in row["label"].lower()], safe=False)


def poll(request):
    return JsonResponse({"ready": "ready" in request.COOKIES, "url": "/help/", "text": "3 of 7 made"})


def keep_alive(request):
    return JsonResponse({"seconds": json.loads(request.COOKIES.get("renewed", "7200"))})


def fixed(name):
    return lambda request: HttpResponse(draw(name, request))


COMPONENTS = """
{% extends "base.html" %}
{% from "components/page.html" import heading, tag, print_button, copyable, waiting, action_button %}
{% from "components/data.html" import table, facts, stat, progress, shares %}
{% from "components/flow.html" import task_list, timeline, confirmation, empty, filters %}
{% block title %}Components{% endblock %}
{% block before_content %}{{ govukBackLink({"href": "/", "text": "Back"}) }}{% endblock %}
{% block main_width %}govuk-grid-column-full{% endblock %}
{% block content %}
{{ heading("Answers", caption="Parish charter") }}
<ul class="portal-stats">{{ stat(24, "have answered", "/a") }}{{ stat(2, "declined", "/b", "bad") }}</ul>
{{ progress(24, 49, "24 of 49 councils have answered") }}
{{ shares([{"text": "accepted", "value": 47, "tone": "good"},
           {"text": "declined", "value": 2, "tone": "bad"}], 49) }}
{% call filters(clear_href="/") %}{{ crispy(filter_form) }}{% endcall %}
{% set columns = [{"text": "Council", "href": "?s=1", "sort": "ascending"}, {"text": "Answer"},
                  {"text": "Precept", "numeric": true}] %}
{{ table("Councils", columns, [["<Olney>", tag("Accepted", "good"), 12300 | money],
                               ["Woughton", "", none]]) }}
{{ table("Wide", [{"text": "Council"}] + [{"text": "Commitments kept"}] * 9, [["Olney"] + [1] * 9],
         id="wide", scroll=true) }}
{% include "components/pagination.html" %}
{{ facts([("Name", "Olney Town Council", "/n"), ("Website", "", "/w"), ("Councillors", 15)]) }}
{{ task_list([{"text": "Who you are", "href": "/1", "status": "Completed", "done": true},
              {"text": "Money", "href": "/2", "status": "Not started", "done": false, "hint": "Precept"}]) }}
{{ timeline(events) }}{{ timeline([]) }}
{{ empty("No charters yet.", "/new", "Start one") }}
{{ copyable("ref", "CG-42") }} {{ print_button() }} {{ waiting("/poll") }}
{{ action_button("Remind", "/x", csrf_input, hidden_text="Olney") }}
{% call confirmation("Charter signed", "CG-42") %}<p>We have written to you.</p>{% endcall %}
{% endblock %}
"""

FIXED = ("accessibility", "privacy", "cookies", "help")
core_patterns = [path(f"{name}/", fixed(f"core/{name}.html"), name=name) for name in FIXED]
core_patterns.append(path("keep-alive/", keep_alive, name="keep-alive"))
urlpatterns = [
    path("form/", form_page),
    path("components/", components_page),
    path("councils.json", councils),
    path("poll", poll),
    path("", include((core_patterns, "core"))),
    path("csrf/", fixed("403_csrf.html")),
    path("missing/", fixed("404.html")),
    path("refused/", fixed("403.html")),
    path("bad/", fixed("400.html")),
    path("sign-in/", fixed("core/help.html"), name="account_login"),
    path("sign-out/", fixed("core/help.html"), name="account_logout"),
]
