"""Reads with names, by what they read."""
