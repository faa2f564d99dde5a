"""Prints the access matrix: `python -m tests.architecture.matrix_print`. Needs no server."""

import importlib
import os
import sys

import django

NOWHERE = {"DATABASE_URL": "postgres://nowhere/none", "REDIS_URL": "redis://nowhere"}

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    for name, address in NOWHERE.items():
        os.environ.setdefault(name, address)
    django.setup()
    matrix = importlib.import_module("tests.architecture.matrix")  # its cases name models
    sys.stdout.write("\n".join(matrix.lines()) + "\n")
