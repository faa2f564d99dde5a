"""Make this machine ready: Debian's packages, the virtual environment, the locked dependencies.

Run by the system's own Python, so it uses nothing but the standard library:

    python3 tools/prepare.py runtime     what `make demo` needs
    python3 tools/prepare.py everything  with the browser and the PDF tools of the tests
"""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "locked"
LOCK = ROOT / "requirements" / "dev.txt"

RUNTIME = ["libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"]  # WeasyPrint draws text with them
BROWSER_AND_PDF_TOOLS = ["chromium-headless-shell", "poppler-utils", "qpdf"]
NEEDS = {"runtime": RUNTIME, "everything": RUNTIME + BROWSER_AND_PDF_TOOLS}


def main(what: str) -> int:
    """Prepare the machine; return the exit status."""
    if sys.version_info < (3, 11):  # noqa: UP036 (the system's Python, not the project's)
        print(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}. Use `make PYTHON=...`.")
        return 1
    if not install_packages(missing_packages(NEEDS[what])):
        return 1
    install_dependencies()
    return 0


def missing_packages(wanted: list[str]) -> list[str]:
    """Return which of these Debian packages are not installed."""
    if not VENV.exists() and importlib.util.find_spec("ensurepip") is None:
        wanted = [*wanted, "python3-venv"]
    return [name for name in wanted if not is_installed(name)]


def is_installed(package: str) -> bool:
    """Ask dpkg; on a system without it nothing is known, so nothing is."""
    if not shutil.which("dpkg-query"):
        return False
    asked = subprocess.run(["dpkg-query", "-W", "-f", "${Status}", package], capture_output=True, text=True)
    return asked.stdout.endswith("ok installed")


def install_packages(packages: list[str]) -> bool:
    """Install Debian packages as root; otherwise print the line that does and return False."""
    if not packages:
        return True
    if not shutil.which("apt-get"):
        print(f"These Debian packages are needed, and apt-get is not here: {' '.join(packages)}")
        return False
    if os.geteuid():
        print("Some packages are missing. Please run this, then try again:\n")
        print(f"    sudo apt-get install --no-install-recommends {' '.join(packages)}\n")
        return False
    print(f"Installing {' '.join(packages)}", flush=True)
    env = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-q"], env=env, check=True, stdout=subprocess.DEVNULL)
    install = ["apt-get", "install", "-yq", "--no-install-recommends", *packages]
    return subprocess.run(install, env=env, stdout=subprocess.DEVNULL).returncode == 0


def install_dependencies() -> None:
    """Install exactly the locked dependencies, unless that is done already."""
    locked = hashlib.sha256(LOCK.read_bytes() + sys.version.encode()).hexdigest()
    if STAMP.exists() and STAMP.read_text() == locked:
        return
    print("Installing the dependencies into .venv (about a minute)", flush=True)
    if not (VENV / "bin" / "pip").exists():
        subprocess.run([sys.executable, "-m", "venv", "--clear", VENV], check=True)
    pip = [VENV / "bin" / "python", "-m", "pip", "--disable-pip-version-check", "--quiet", "install"]
    subprocess.run([*pip, "--require-hashes", "--no-deps", "-r", LOCK], check=True)
    STAMP.write_text(locked)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
