"""What was typed, by what it is about."""
