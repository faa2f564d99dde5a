"""Addresses of core."""

app_name = "core"
urlpatterns = []
