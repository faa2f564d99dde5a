"""Every test of faults: one portal of their own, what they do is printed, and everything must be true afterwards."""

import pytest

from tests.faults.fixtures import running_stand, sound, stand

__all__ = ["running_stand", "sound", "stand"]


def pytest_collection_modifyitems(items):
    """All of them share one portal, so they run in one parallel worker."""
    for item in items:
        if "tests/faults/" in str(item.path):
            item.add_marker(pytest.mark.faults)
            item.add_marker(pytest.mark.slow)
            item.add_marker(pytest.mark.xdist_group("faults"))
