"""The lock files hold what pyproject.toml asks for, by hash, and name no index."""

import re
import sys
import tomllib

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tools.servers import ROOT

PINNED = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)((?: \\\n    --hash=sha256:[0-9a-f]{64})*)", re.MULTILINE)


def main() -> int:
    """Print what is wrong with the lock files; return the exit status."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    asked = project["dependencies"]
    found = problems("base.txt", asked) + problems("dev.txt", asked + project["optional-dependencies"]["dev"])
    for problem in found:
        print(f"{problem} (`make lock` writes the lock files anew)")
    return bool(found)


def problems(name: str, asked: list[str]) -> list[str]:
    """Return what is wrong with one lock file."""
    text = (ROOT / "requirements" / name).read_text()
    pins = {canonicalize_name(package): (version, hashes) for package, version, hashes in PINNED.findall(text)}
    found = [f"{name}: {package} has no hash" for package, (_, hashes) in pins.items() if not hashes]
    if re.search(r"^(-i|-f|--(extra-)?index-url|--find-links|--trusted-host)|https?://", text, re.MULTILINE):
        found.append(f"{name}: names an index")
    for requirement in map(Requirement, asked):
        pin = pins.get(canonicalize_name(requirement.name))
        if pin is None:
            found.append(f"{name}: {requirement.name} is missing")
        elif pin[0] not in requirement.specifier:
            found.append(f"{name}: {requirement.name} {pin[0]} is not {requirement.specifier}")
    return found


if __name__ == "__main__":
    sys.exit(main())
