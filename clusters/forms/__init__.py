"""What is typed about clusters; each module has its subject."""
