"""Reads of opportunities and what councils say about them."""
