"""Every address of the portal, read from the resolver."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import get_resolver
from django.urls.resolvers import URLResolver


@dataclass(frozen=True)
class Route:
    """One pattern: its full name, its text and its view class."""

    name: str
    pattern: str
    view: type | None
    callback: Callable

    @property
    def posts(self):
        """True if the page has something to send."""
        return hasattr(self.view, "post")


def routes(resolver=None, prefix="", namespace=""):
    """All patterns, those of included lists too."""
    found = []
    for entry in (resolver or get_resolver()).url_patterns:
        pattern = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            found += routes(entry, pattern, inner)
        else:
            view = getattr(entry.callback, "view_class", None)
            found.append(Route(namespace + (entry.name or ""), pattern, view, entry.callback))
    return found
