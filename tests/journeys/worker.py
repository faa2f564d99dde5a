"""The worker of the journeys: the portal's own, with nothing remembered about a database that is emptied meanwhile.

Every journey leaves an empty database behind, in which Django numbers its content types anew. A worker in
production never sees that happen.
"""

from celery.signals import task_prerun
from django.apps import apps

from config.celery import app

__all__ = ["app"]


@task_prerun.connect
def forget_content_types(**facts):
    """Ask the database again which number each model has."""
    apps.get_model("contenttypes", "ContentType").objects.clear_cache()
