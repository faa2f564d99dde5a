"""The crispy pack: each kind of field says what it is, what is wrong, and where to put it right."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from crispy_forms.helper import FormHelper
from crispy_forms.utils import render_crispy_form
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile

from core.govuk_forms import Button, DateInputField, Fieldset, GovukForm, Layout, MoneyField, Radios, Text
from tests.core.govuk_pages import EveryField, Filter, draw

pytestmark = pytest.mark.urls("tests.core.govuk_pages")
RIGHT = {
    "name": "Role of clerk",
    "email": "clerk@example.org",
    "hours": "1,200",
    "share": "0.5",
    "precept": "£12,500.50",
    "code": "123456",
    "password": "a long password",
    "resolved_on-day": "2",
    "resolved_on-month": "December",
    "resolved_on-year": "2026",
    "tier": "p",
    "answer": "accept",
    "power": "y",
    "services": ["burial"],
    "council": "Olney",
    "confirm": "on",
}


def shown(form, title="Every field"):
    return BeautifulSoup(draw("core/form.html", form=form, title=title), "html.parser")


def filled(**changes):
    return EveryField({**RIGHT, **changes}, {"paper": SimpleUploadedFile("page.pdf", b"%PDF-")})


def test_right_answers_are_cleaned():
    form = filled()
    assert form.errors == {}
    assert form.cleaned_data["resolved_on"] == date(2026, 12, 2)
    assert form.cleaned_data["hours"] == 1200
    assert form.cleaned_data["precept"] == 12_500_50


def test_each_input_has_a_label_and_an_id_of_its_own():
    page = shown(EveryField())
    ids = [tag["id"] for tag in page.select("[id]")]
    assert len(ids) == len(set(ids))
    inputs = page.select("form[novalidate] :is(input, select, textarea):not([type=hidden])")
    assert len(inputs) > 20
    for field in inputs:
        assert page.select_one(f"label[for='{field['id']}']"), field


def test_each_description_exists():
    page = shown(EveryField({}))
    for tag in page.select("[aria-describedby]"):
        for each in tag["aria-describedby"].split():
            assert page.find(id=each), tag


def test_each_error_has_a_link_to_an_input_and_a_message_beside_it():
    form = EveryField({})
    page = shown(form)
    links = page.select(".govuk-error-summary__list a")
    assert len(links) == len(page.select(".govuk-error-summary__list li")) == len(form.errors)
    for link in links:
        target = page.find(id=link["href"].removeprefix("#"))
        assert target.name in {"input", "select", "textarea"}, link
        group = target.find_parent(class_="govuk-form-group--error")
        assert link.get_text(strip=True) in group.select_one(".govuk-error-message").get_text()
    assert page.title.string.startswith("Error: ")


def test_summary_comes_once_and_first():
    page = shown(EveryField({}))
    assert len(page.select(".govuk-error-summary")) == 1
    assert page.main.find(class_="govuk-error-summary").find_next("h1")


def test_page_without_errors_says_so():
    page = shown(EveryField())
    assert page.title.string == "Every field – Common Ground"
    assert not page.select(".govuk-error-summary, .govuk-error-message")


def test_what_was_typed_stays():
    page = shown(EveryField({**RIGHT, "name": "<b>far too long a name for this</b>", "resolved_on-month": "32"}))
    assert page.find(id="id_name")["value"] == "<b>far too long a name for this</b>"
    assert page.find(id="id_resolved_on-month")["value"] == "32"
    assert page.find(id="id_services-2").has_attr("checked")
    assert page.find(id="id_precept")["value"] == "£12,500.50"


def test_no_is_an_answer_that_a_browser_sends():
    class Asked(GovukForm, forms.Form):
        is_open = forms.ChoiceField(choices=[(True, "Yes"), (False, "No")], widget=Radios)

    page = BeautifulSoup(render_crispy_form(Asked(initial={"is_open": False}), context={"csrf_token": "token"}), "lxml")
    assert [(box["value"], box.has_attr("checked")) for box in page.find_all("input", type="radio")] == [
        ("True", False), ("False", True),
    ]  # fmt: skip


def test_lines_of_a_revealed_box_are_not_indented():
    page = shown(EveryField({"answer": "decline", "reason": "\nOne\r\n  Two"}))
    assert page.find(id="id_reason").string == "\n\nOne\n  Two"  # a browser drops the first of the two breaks
    assert page.find(id="id_reason").find_parent(id="conditional-id_answer-2")


def test_password_and_file_are_never_sent_back():
    page = shown(EveryField(RIGHT))
    assert not page.find(id="id_password").has_attr("value")
    assert not page.find(id="id_paper").has_attr("value")


@pytest.mark.parametrize(
    ("field", "attributes"),
    [
        ("code", {"autocomplete": "one-time-code", "inputmode": "numeric", "type": "text"}),
        ("email", {"type": "email", "autocomplete": "email", "spellcheck": "false"}),
        ("hours", {"type": "text", "inputmode": "numeric"}),
        ("share", {"type": "text", "inputmode": "decimal"}),
        ("password", {"type": "password", "autocomplete": "current-password"}),
        ("paper", {"type": "file"}),
    ],
)
def test_the_browser_is_told_what_is_asked(field, attributes):
    found = shown(EveryField()).find(id=f"id_{field}")
    assert {name: found[name] for name in attributes} == attributes


def test_optional_is_said_and_required_is_left_to_us():
    page = shown(EveryField())
    assert page.select_one("label[for=id_comments]").get_text(strip=True) == "Comments (optional)"
    assert page.select_one("label[for=id_name]").get_text(strip=True) == "Your full name"
    assert not page.select("form[novalidate] [required], [maxlength]")


def test_hidden_fields_are_sent_and_files_too():
    form = shown(EveryField()).select_one("form[novalidate]")
    assert form.find(id="id_secret")["value"] == "kept"
    assert form["enctype"] == "multipart/form-data"
    assert form.select_one("[name=csrfmiddlewaretoken]")["value"] == "token"


def test_get_form_has_no_token():
    form = shown(Filter()).select_one("form[method=get]")
    assert form.select_one("[name=csrfmiddlewaretoken]") is None
    assert form.button.get_text(strip=True) == "Apply filters"


class Asked(GovukForm, forms.Form):
    heading_field = "answer"
    answer = forms.ChoiceField(label="Will you sign?", choices=[("y", "Yes")], widget=Radios)


def test_one_question_is_the_heading_of_its_page():
    page = shown(Asked())
    assert [h.get_text(strip=True) for h in page.select("h1")] == ["Will you sign?"]
    assert page.h1.find_parent("legend")


class Laid(GovukForm, forms.Form):
    submit_text = "Sign"
    submit_variant = "warning"
    cancel_url = "/back/?a=1&b=2"
    name = forms.CharField()
    day = DateInputField(label="Day of signing")

    def layout(self):
        return [Text("Read {{ this }} & sign"), Fieldset("You <b>", "name", hint="{% now %}"), "day"]

    def buttons(self):
        return [*super().buttons(), Button("Save", name="save", value="later", variant="secondary")]

    def clean(self):
        raise forms.ValidationError("The reply-by date has passed")


def test_layout_pieces_escape_and_never_compile():
    page = shown(Laid())
    assert page.fieldset.legend.get_text(strip=True) == "You <b>"
    assert "Read {{ this }} & sign" in page.get_text()
    assert "{% now %}" in page.fieldset.get_text()
    assert page.select_one("button[name=save]")["value"] == "later"
    assert page.select_one("a[href='/back/?a=1&b=2']").get_text() == "Cancel"


def test_error_of_the_whole_form_leads_to_its_first_input():
    page = shown(Laid({"name": "x", "day-day": "1", "day-month": "1", "day-year": "2026"}))
    link = page.select_one(".govuk-error-summary__list a")
    assert (link.get_text(strip=True), link["href"]) == ("The reply-by date has passed", "#id_name")


def test_formset_shows_one_summary_for_all_its_forms():
    data = {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0", "form-0-name": "x", "form-1-name": "y"}
    formset = forms.formset_factory(Laid, extra=0)(data)
    helper = FormHelper()
    helper.layout = Layout("name", "day")
    page = BeautifulSoup(render_crispy_form(formset, helper, {"csrf_token": "token"}), "html.parser")
    targets = [link["href"].removeprefix("#") for link in page.select(".govuk-error-summary a")]
    assert set(targets) == {"id_form-0-name", "id_form-0-day-day", "id_form-1-name", "id_form-1-day-day"}
    assert all(page.find(id=target).name == "input" for target in targets)
    assert page.find(id="id_form-TOTAL_FORMS")["value"] == "2"
    assert page.form.select_one("[name=csrfmiddlewaretoken]")["value"] == "token"


def date_errors(day, month, year, **kwargs):
    field = DateInputField(label="Day of signing", **kwargs)
    with pytest.raises(forms.ValidationError) as caught:
        field.clean((day, month, year))
    return caught.value.messages[0], caught.value.error_list[0].params["parts"]


@pytest.mark.parametrize(
    ("typed", "message", "parts"),
    [
        (("2", "", "2026"), "Day of signing must include a month", ["month"]),
        (("2", "", ""), "Day of signing must include a month and year", ["month", "year"]),
        (("2", "12", "26"), "Year must include 4 numbers", ["year"]),
        (("31", "12", "9999"), "Year must be between 1800 and 2199", ["year"]),
        (("1", "1", "0001"), "Year must be between 1800 and 2199", ["year"]),
        (("2", "13", "2026"), "Day of signing must be a real date", ["month"]),
        (("x", "Decembre", "2026"), "Day of signing must be a real date", ["day", "month"]),
        (("30", "2", "2026"), "Day of signing must be a real date", ["day", "month", "year"]),
        (("²", "2", "2026"), "Day of signing must be a real date", ["day"]),
    ],
)
def test_date_says_what_is_missing_or_wrong(typed, message, parts):
    assert date_errors(*typed) == (message, parts)


@pytest.mark.parametrize("month", ["12", "december", "Dec", "DECEMBER"])
def test_date_accepts_a_month_by_name(month):
    assert DateInputField().clean(("2", month, "2026")) == date(2026, 12, 2)


def test_empty_date_is_none_when_it_may_be():
    assert DateInputField(required=False).clean(("", "", "")) is None


def test_date_knows_whether_it_changed():
    field = DateInputField()
    assert not field.has_changed(date(2026, 12, 2), ("02", "12", "2026"))
    assert field.has_changed(date(2026, 12, 2), ("3", "12", "2026"))
    assert field.has_changed(None, ("3", "", ""))


def test_date_shows_an_initial_day_in_its_boxes():
    page = shown(EveryField(initial={"resolved_on": date(2026, 3, 7)}))
    parts = [page.find(id=f"id_resolved_on-{part}")["value"] for part in ("day", "month", "year")]
    assert parts == ["7", "3", "2026"]


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"name": ""}, "name", "Enter your full name"),
        ({"name": "x" * 21}, "name", "Your full name must be 20 characters or fewer"),
        (
            {"email": "nobody"},
            "email",
            "Enter an e-mail address in the correct format, like name@example.org",
        ),
        ({"hours": "many"}, "hours", "Staff hours a week must be a whole number"),
        ({"hours": "0"}, "hours", "Staff hours a week must be 1 or more"),
        ({"share": "half"}, "share", "Share must be a number"),
        ({"precept": "12,5"}, "precept", "Enter an amount in pounds, like 1,250 or 1,250.50"),
        ({"precept": "-1"}, "precept", "Precept must be £0.00 or more"),
        ({"precept": ""}, "precept", "Enter the precept"),
        ({"tier": ""}, "tier", "Select the type of council"),
        ({"tier": "x"}, "tier", "Select the type of council"),
        ({"answer": ""}, "answer", "Select your council’s answer"),
        ({"power": ""}, "power", "Select yes if your council has the general power of competence"),
        ({"services": []}, "services", "Select the services your council runs"),
        ({"confirm": ""}, "confirm", "Select “I may sign for my council” to go on"),
    ],
)
def test_message_names_the_thing(changes, field, message):
    assert filled(**changes).errors[field] == [message]


def test_message_of_an_address_shows_the_format():
    assert "like name@example.org" in filled(email="nobody").errors["email"][0]
    assert "like https://www.example.org" in filled(website="no web").errors["website"][0]


def test_money_shows_pence_as_pounds():
    assert MoneyField().prepare_value(12_345) == "123.45"
    assert MoneyField(required=False).clean("") is None


def test_unknown_widget_is_refused():
    class Odd(GovukForm, forms.Form):
        day = forms.DateField(widget=forms.SelectDateWidget)

    with pytest.raises(TypeError, match=r"no GOV\.UK component for SelectDateWidget"):
        shown(Odd())
