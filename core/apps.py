from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class CoreConfig(AppConfig):
    name = "core"

    def ready(self):
        """Every app's policies, registry, kinds of work and invariants are known before the first view is defined."""
        autodiscover_modules("policies", "registry", "jobs", "invariants")
