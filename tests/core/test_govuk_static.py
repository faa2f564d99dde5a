"""Collected static files: each file that another one names is there under its hashed name."""

import re
from pathlib import Path

import pytest
from django.core.management import call_command

NAMED = re.compile(r"""(?:from\s*|import\s*|url\()["']?(\.{1,2}/[^"')]+|fonts/[^"')]+)""")


@pytest.fixture
def collected(tmp_path, settings):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": "core.storage.StaticStorage"}}
    settings.WHITENOISE_KEEP_ONLY_HASHED_FILES = True
    settings.WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ("js", "css", "svg", "woff2", "ttf", "txt")  # speed
    call_command("collectstatic", interactive=False, verbosity=0)
    return tmp_path


def test_files_find_each_other_when_only_hashed_names_are_kept(collected):
    files = [path for path in collected.rglob("*") if path.suffix in {".js", ".css"}]
    names = [(path, name) for path in files for name in NAMED.findall(path.read_text())]
    assert len(names) > 8
    assert [str(path.relative_to(collected)) + " " + name for path, name in names if not there(path, name)] == []


def there(path, name):
    return (Path(path).parent / name).resolve().is_file()
