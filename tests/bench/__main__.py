"""Django first, then the bench, or one of its printing processes (`press`)."""

import os
import sys
from importlib import import_module

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.bench.settings")
django.setup()
part, arguments = ("press", sys.argv[2:]) if sys.argv[1:2] == ["press"] else ("run", sys.argv[1:])
sys.exit(import_module(f"tests.bench.{part}").main(arguments))
