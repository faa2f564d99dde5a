from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class CoreConfig(AppConfig):
    name = "core"

    def ready(self):
        """Every app's policies, registry and the like are known before the first view is defined."""
        autodiscover_modules("policies", "registry", "reminders", "jobs", "invariants", "personal")
