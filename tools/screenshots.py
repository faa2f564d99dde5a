"""Pictures of every page for every role, narrow and wide, of the demonstration (`make screenshots`).

Run among servers: `python -m tools.servers -- python -m tools.screenshots clerk --pages portal: demo:`.
Pages are found by the list of addresses: each is asked for with what the demonstration holds, and those
that answer the role with a page are photographed into screenshots/<role>/<page>-<width>.png.
"""

import argparse
import json
import os
import secrets
import shutil
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

import redis
from playwright.sync_api import sync_playwright

from tools.demo import responds, web
from tools.processes import LaunchError, free_port, guarded, run
from tools.servers import ROOT
from tools.stack import manage, workers

PICTURES = ROOT / "screenshots"
WIDTHS = (320, 1280)
PER_PAGE = 2  # pictures of one page for one role: with two charters or two councils
VISITOR = "Visitor"
ROLES = (
    VISITOR, "Administrator", "Liaison officer, Milton Keynes", "Manager, Milton Keynes",
    "Lead member, Milton Keynes", "Clerk, Olney", "Clerk, Newport Pagnell", "Clerk, Astwood and four others",
    "Councillor, Olney", "Viewer, Newport Pagnell", "Liaison officer, Warwickshire",
    "Liaison officer, Stratford-on-Avon", "Clerk, Alcester",
)  # fmt: skip


def main(arguments: list[str]) -> int:
    """Load the demonstration into the fresh database, start the portal, take the pictures."""
    parser = argparse.ArgumentParser(prog="python -m tools.screenshots", description=__doc__.splitlines()[0])
    parser.add_argument("roles", nargs="*", help="part of a role's name (default: every role)")
    parser.add_argument("--pages", nargs="*", default=[""], help="beginning of a page's name, such as portal:")
    chosen = parser.parse_args(arguments)
    roles = [r for r in ROLES if not chosen.roles or any(word.lower() in r.lower() for word in chosen.roles)]
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    os.environ.update(
        DJANGO_SETTINGS_MODULE="config.settings.demo",
        SECRET_KEY=os.environ.get("SECRET_KEY") or secrets.token_urlsafe(50),
        SITE_URL=address,
    )
    env = dict(os.environ)
    for command in (["migrate"], ["collectstatic", "--noinput", "--clear"], ["load_demo"]):
        manage(*command, "--verbosity", "0", env=env)
    with ExitStack() as stack:
        logs = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="screenshots-")))
        for child in (web(port, env, logs / "web.log"), *workers(env, logs)):
            child.start()
            stack.callback(child.stop)
        wait_for(lambda: responds(port), "The portal")
        wait_for(queue_is_empty, "The workers", seconds=300)
        pages = [page for page in addresses(env) if page[0].startswith(tuple(chosen.pages))]
        return photograph(address, roles, pages)


def wait_for(ready, who, seconds=60):
    """Return once it is ready."""
    end = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > end:
            raise LaunchError(f"{who} was not ready after {seconds} seconds.")
        time.sleep(0.2)


def queue_is_empty() -> bool:
    """Whether every paper, signed copy and e-mail of the story has been taken up."""
    queue = os.environ.get("CELERY_QUEUE", "common-ground")
    with redis.Redis.from_url(os.environ["REDIS_URL"]) as broker:
        waiting = any(broker.llen(name) for name in broker.scan_iter(f"{queue}*", _type="list"))
        return not waiting and not broker.hlen("unacked")


def photograph(address: str, roles: list[str], pages: list) -> int:
    """Every page of every role; prints what is too wide and how many pictures were taken."""
    chromium = shutil.which("chromium-headless-shell")
    if not chromium:
        raise LaunchError("There is no chromium-headless-shell: run `make setup`.")
    count, wide = 0, []
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=chromium, args=arguments)
        for role in roles:
            taken, found = pictures_of(browser, address, role, pages)
            count, wide = count + taken, wide + found
            print(f"{role}: {taken} pictures", flush=True)
    for line in wide:
        print(f"wider than the window: {line}")
    print(f"{count} pictures in {PICTURES.relative_to(ROOT)}/, {len(wide)} pages too wide at {min(WIDTHS)} px")
    return 1 if wide else 0


def pictures_of(browser, address, role, pages):
    """What one role sees; returns the number of pictures and the pages that scroll sideways."""
    folder = PICTURES / role.lower().replace(",", "").replace(" ", "-")
    shutil.rmtree(folder, ignore_errors=True)
    with browser.new_context(base_url=address) as context:
        context.set_default_timeout(20_000)
        page = context.new_page()
        if role != VISITOR:
            sign_in(page, role)
        shown, wide = {}, []
        for name, path in pages:
            number = shown.get(name, 0)
            if number < PER_PAGE and is_page(context, path):
                shown[name] = number + 1
                file = f"{name.replace(':', '-')}{f'-{number + 1}' if number else ''}"
                wide += [f"{role}: {path}" for _ in take(page, path, folder, file)]
    return len(WIDTHS) * sum(shown.values()), wide


def sign_in(page, role):
    """By the demonstration's own door."""
    page.goto("/demo/")
    page.locator("form", has=page.locator(f'input[name="role"][value="{role}"]')).locator("button").click()
    page.wait_for_url("**/")


def is_page(context, path) -> bool:
    """Whether this role gets a page there, rather than a refusal, a redirect or a file."""
    answer = context.request.get(path, max_redirects=0)
    return answer.status == 200 and answer.headers.get("content-type", "").startswith("text/html")


def take(page, path, folder, file):
    """One picture for each width; yields the width at which the page scrolls sideways."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(path)
        page.screenshot(path=folder / f"{file}-{width}.png", full_page=True)
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            yield width


def addresses(env) -> list:
    """(name, path) of every page of the portal with arguments that the demonstration holds."""
    command = [sys.executable, "manage.py", "demo_pages"]
    done = run(command, env=env, cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        raise LaunchError(f"`manage.py demo_pages` failed:\n{done.stderr}")
    return json.loads(done.stdout)


if __name__ == "__main__":
    sys.exit(guarded(lambda: main(sys.argv[1:])))
