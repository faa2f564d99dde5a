"""What is typed about assets and services."""
