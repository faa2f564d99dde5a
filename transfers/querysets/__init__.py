"""Reads of the register of assets and services."""
