"""What the tables of this app hold about people; each module has its subject."""

from clusters.personal import groups, health, near, posts, schedules

__all__ = ["groups", "health", "near", "posts", "schedules"]
