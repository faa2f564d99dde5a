""".env.example names every variable the settings read, so that whoever deploys reads one file."""

import re

from tools.servers import ROOT

READ = re.compile(r"""\benv(?:\.\w+)?\(\s*["']([A-Z_]+)["']""")
NAMED = re.compile(r"^#?\s?([A-Z_]+)=", re.MULTILINE)
READ_ELSEWHERE = {"DJANGO_SETTINGS_MODULE", "MAIL_DIR", "POSTGRES_PASSWORD"}


def test_every_variable_is_named():
    settings = [path.read_text(encoding="utf-8") for path in (ROOT / "config").rglob("*.py")]
    read = {name for text in settings for name in READ.findall(text)}
    named = set(NAMED.findall((ROOT / ".env.example").read_text(encoding="utf-8")))

    assert "DATABASE_URL" in read
    assert read <= named, f"missing in .env.example: {sorted(read - named)}"
    assert named - read <= READ_ELSEWHERE, f"read nowhere: {sorted(named - read)}"
