"""A document is data: a frozen dataclass becomes HTML, and the HTML becomes an accessible PDF.

Use `render_html` for the page on screen and `render_pdf` in the worker for the file.
"""

from core.documents.fingerprints import fingerprint
from core.documents.html import Printed, render_html
from core.documents.pdf import ResourceRefusedError, render_pdf

__all__ = ["Printed", "ResourceRefusedError", "fingerprint", "render_html", "render_pdf"]
