"""The portal's addresses, and the admin of councils."""

from django.contrib import admin
from django.urls import include, path

from councils.models import Council


class CouncilAdmin(admin.ModelAdmin):
    """As one would write it for the directory: the same columns, filters and page length."""

    list_display = ("full_name", "context", "type", "status")
    list_filter = ("tier", "type", "nation", "status")
    search_fields = ("search_name",)
    ordering = ("search_name", "pk")
    list_per_page = 50


admin.site.register(Council, CouncilAdmin)
urlpatterns = [path("admin/", admin.site.urls), path("", include("config.urls"))]
