"""Periods that run out by themselves; the worker looks after them."""
