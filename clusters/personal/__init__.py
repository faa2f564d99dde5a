"""What the tables of this app hold about people; each module has its subject."""

from clusters.personal import groups, near, posts, schedules

__all__ = ["groups", "near", "posts", "schedules"]
