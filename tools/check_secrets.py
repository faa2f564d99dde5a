"""No file under version control looks as if it held a secret."""

import re
import subprocess
import sys

from tools.servers import ROOT

SECRETS = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY-----"
    r"|\bAKIA[0-9A-Z]{16}\b"
    r"|\bgh[pousr]_[A-Za-z0-9]{36}\b"
    r"|\bxox[abprs]-[A-Za-z0-9-]{10,}"
    r"|(?i:secret|token|passw(?:or)?d|api_?key)\w*[\"']?\s*[:=]\s*[\"'](?=\w*\d)[\w+/=-]{20,}[\"']"
)

EXAMPLE = "JBSWY3DPEHPK3PXP"  # the example every authenticator's manual uses


def main() -> int:
    """Print every line that looks like a secret; return the exit status."""
    files = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    found = [hit for name in files.stdout.split("\0")[:-1] for hit in hits(name)]
    for hit in found:
        print(f"{hit}: looks like a secret")
    return bool(found)


def hits(name: str) -> list[str]:
    """Return the places in one file; what is not text holds none that we could see."""
    path = ROOT / name
    if not path.is_file():
        return []
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError:
        return []
    return [f"{name}:{number}" for number, line in enumerate(lines, 1) if SECRETS.search(line) and EXAMPLE not in line]


if __name__ == "__main__":
    sys.exit(main())
