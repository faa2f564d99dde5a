"""The languages in which the whole portal can be read: those with a complete catalogue."""

from django.conf import settings
from django.utils import translation


def offered():
    """[(code, name in that language)], English first."""
    return [
        (code, translation.get_language_info(code)["name_local"].capitalize()) for code in settings.LANGUAGES_OFFERED
    ]


def fitting(language):
    """The language if it is offered, else English: half a translation is worse than none."""
    return language if language in settings.LANGUAGES_OFFERED else settings.LANGUAGE_CODE
