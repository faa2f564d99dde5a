"""What is typed about partnerships."""
