"""Pages about funding; each module has its subject."""
