"""What is typed about opportunities; each module has its subject."""
