"""Messages, by what they are about."""
