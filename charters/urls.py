"""Addresses of charters."""

app_name = "charters"
urlpatterns = []
