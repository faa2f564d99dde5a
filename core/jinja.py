"""The Jinja2 environment every template of ours is rendered in."""

from crispy_forms.utils import render_crispy_form
from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone, translation
from jinja2 import (
    ChoiceLoader,
    Environment,
    PackageLoader,
    PrefixLoader,
    StrictUndefined,
    Undefined,
    pass_context,
)
from markupsafe import Markup

from core import formatting, statements, text
from core.crispy import components
from core.crispy.errors import error_summary_params, has_errors

VENDOR = "govuk_frontend_jinja"


def environment(loader, **options):
    """Strict about undefined names, escaping, translated, with the GOV.UK macros as globals."""
    options.update(undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, autoescape=is_markup)
    env = Environment(loader=loader, extensions=["jinja2.ext.i18n", "jinja2.ext.do"], **options)  # noqa: S701
    env.install_gettext_callables(
        translation.gettext,
        translation.ngettext,
        newstyle=True,
        pgettext=translation.pgettext,
        npgettext=translation.npgettext,
    )
    macros = govuk_macros()
    env.globals.update(macros)
    names = [f"govuk{name}" for name in REMEMBERED]
    env.globals.update({name: remembered(macros[name]) for name in names if name in macros})
    env.globals.update(
        govukBackLink=in_landmark(macros["govukBackLink"]),
        url=url,
        static=static,
        crispy=crispy,
        govuk_field=components.field,
        error_summary_params=error_summary_params,
        has_errors=has_errors,
        language=translation.get_language,
        now=timezone.localtime,
        site_url=settings.SITE_URL,
        statements=statements,
        with_query=with_query,
    )
    env.filters.update(formatting.FILTERS, rich=text.to_html)
    return env


def is_markup(name):
    """Everything is escaped except plain text, where "Bishop's" must not become "Bishop&#39;s"."""
    return not (name or "").endswith(".txt")


def govuk_macros():
    """The component macros by name (`govukButton`…), from an environment of their own.

    They ask for options nobody passed, which our StrictUndefined would refuse.
    """
    vendor = PackageLoader(VENDOR)
    env = Environment(
        loader=ChoiceLoader([PrefixLoader({VENDOR: vendor})]),
        undefined=Undefined,
        autoescape=True,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    macros = {}
    for name in vendor.list_templates():
        if name.startswith("components/"):
            module = env.get_template(f"{VENDOR}/{name}").module
            macros.update({key: value for key, value in vars(module).items() if key.startswith("govuk")})
    return macros


REMEMBERED = (
    "Button",
    "Footer",
    "GenericHeader",
    "Input",
    "Pagination",
    "Select",
    "ServiceNavigation",
    "SkipLink",
    "Tag",
)


def remembered(macro, most=500):
    """A macro that keeps what it drew: a select box of twenty options takes longer than the query of its page.

    What it draws depends on its options alone, and all of them are the key, so nobody sees another's. What somebody
    typed is not kept, nor what has no lasting name.
    """
    drawn = {}

    def draw(params, **more):
        key = repr(params)
        if more or params.get("value") or "errorMessage" in params or " object at 0x" in key:
            return macro(params, **more)
        if key not in drawn:
            if len(drawn) >= most:
                drawn.clear()
            drawn[key] = macro(params)
        return drawn[key]

    return draw


def in_landmark(macro):
    """A back link stands before the main content, where everything should be in some landmark."""

    def back_link(params):
        return Markup('<nav aria-label="{}">{}</nav>').format(translation.gettext("Back"), macro(params))

    return back_link


def url(name, *args, **kwargs):
    """The address of a named page: `url("core:help")`."""
    return reverse(name, args=args, kwargs=kwargs)


@pass_context
def crispy(context, form, helper=None):
    """The whole form: error summary unless the page showed it, fields, buttons, CSRF token."""
    names = ("request", "csrf_token")
    given = {name: context[name] for name in names if name in context}
    return Markup(render_crispy_form(form, helper, given))  # noqa: S704 - rendered by our own templates


@pass_context
def with_query(context, **changes):
    """The present address with some query parameters changed; None removes one."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value is not None:
            query[name] = value
    return f"?{query.urlencode()}"
