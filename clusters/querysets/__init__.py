"""Reads of what local councils do together; each module has its subject."""
