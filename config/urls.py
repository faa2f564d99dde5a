"""Every address of the portal: one line per app."""

from django.urls import include, path

urlpatterns = [
    path("accounts/", include("accounts.signin_urls")),
    path("people/", include("accounts.urls")),
    path("councils/", include("councils.urls")),
    path("charters/", include("charters.urls")),
    path("", include("core.urls")),
    path("", include("portal.urls")),
]
