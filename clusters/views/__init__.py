"""Pages of clusters; each module has its subject."""
