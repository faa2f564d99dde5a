"""Reminders: each at most once, several of one day in one e-mail, none on a weekend or bank holiday."""
