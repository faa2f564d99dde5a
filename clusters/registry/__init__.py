"""What clusters offer to the pages above; each module has its subject."""

from clusters.registry import groups, posts, schedules

__all__ = ["groups", "posts", "schedules"]
