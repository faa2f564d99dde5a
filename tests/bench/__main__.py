"""Django first, then the bench, or one of its printing processes (`press`) or its mail server (`sink`)."""

import os
import sys
from importlib import import_module

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.bench.settings")
django.setup()
first = sys.argv[1] if len(sys.argv) > 1 else ""
part, arguments = (first, sys.argv[2:]) if first in ("press", "sink") else ("run", sys.argv[1:])
sys.exit(import_module(f"tests.bench.{part}").main(arguments))
