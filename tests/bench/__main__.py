"""Django first, then the bench, or a process of it that prints (`press`), sends (`sender`) or takes mail (`sink`)."""

import os
import sys
from importlib import import_module

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.bench.settings")
django.setup()
first = sys.argv[1] if len(sys.argv) > 1 else ""
part, arguments = (first, sys.argv[2:]) if first in ("press", "sender", "sink") else ("run", sys.argv[1:])
sys.exit(import_module(f"tests.bench.{part}").main(arguments))
