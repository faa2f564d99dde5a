"""The `govuk` pack for django-crispy-forms: widgets, layout pieces and how a field becomes a component."""
