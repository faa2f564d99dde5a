"""Addresses of core: fixed pages and the machinery of a session."""

from django.urls import path

from core import views

app_name = "core"
STATIC_PAGES = ("accessibility", "privacy", "cookies", "help")
urlpatterns = [
    path(f"{name}/", views.StaticPage.as_view(template_name=f"core/{name}.html"), name=name) for name in STATIC_PAGES
] + [
    path("keep-alive/", views.KeepAlive.as_view(), name="keep-alive"),
    path("healthz", views.HealthCheck.as_view(), name="healthcheck"),
]
