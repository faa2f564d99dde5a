"""A process that prints charters, as a worker does, and says what it took.

python -m tests.bench press first ours|bare      processor seconds to the first PDF
python -m tests.bench press many START COUNT     "done" when all are printed; then, if told to, all of them once more,
                                                 with the megabytes before and after
"""

import json
import sys
import time
from pathlib import Path

from charters.models import AgreementVersion
from charters.printing import charter_document
from core.documents import render_html, render_pdf
from core.documents.pdf import _press, _static_root, printable

TEMPLATE = "documents/charter.html"


def charters(start, count):
    versions = AgreementVersion.objects.filter(status="in_force").select_related("agreement__convener").order_by("pk")
    return [charter_document(version, issue_number=1) for version in versions[start : start + count]]


def bare(html):
    """WeasyPrint and nothing else: the same HTML, style and kind of PDF."""
    press = _press()
    page = press.html(string=html, base_url=_static_root().as_uri() + "/", url_fetcher=press.fetcher)
    return page.write_pdf(stylesheets=[press.style], font_config=press.fonts, pdf_variant="pdf/a-3a")


def first(which):
    """From nothing loaded to the file."""
    [document] = charters(0, 1)
    html = printable(render_html(TEMPLATE, document))
    start = time.process_time()
    if which == "ours":
        render_pdf(TEMPLATE, document)
    else:
        bare(html)
    return {"seconds": time.process_time() - start}


def many(start, count):
    documents = charters(int(start), int(count))
    render_pdf(TEMPLATE, documents[0])
    _say("ready")
    sys.stdin.readline()
    _print_all(documents)
    early = megabytes()  # what is read once, such as fonts, is read by now
    _say("done")
    if sys.stdin.readline().strip() == "again":
        _print_all(documents)
    return {"early": early, "late": megabytes(), "count": len(documents)}


def _say(word):
    sys.stdout.write(word + "\n")
    sys.stdout.flush()


def _print_all(documents):
    for document in documents:
        render_pdf(TEMPLATE, document)


def megabytes():
    """Resident memory of this process."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096 / 1_000_000


def main(arguments):
    """Do what is asked and say it as JSON."""
    part, *rest = arguments
    sys.stdout.write(json.dumps({"first": first, "many": many}[part](*rest)) + "\n")
    return 0
