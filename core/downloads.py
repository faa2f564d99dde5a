"""Pages behind which is a file: stored already, or still being made by the worker."""

from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from core.views import Page


def as_attachment(file):
    """A stored file to save; its name is plain ASCII without blanks or commas."""
    response = HttpResponse(bytes(file.content), content_type=getattr(file, "content_type", "application/pdf"))
    response["Content-Disposition"] = f'attachment; filename="{file.filename}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


class DocumentPage(Page, abstract=True):
    """A stored document to save, or while the worker makes it a page that waits for it."""

    template_name = "core/not_ready.html"

    def document(self):
        """The stored file, or None while it is being made."""
        raise NotImplementedError

    def get(self, request, *args, **kwargs):
        document = self.document()
        if request.headers.get("Accept") == "application/json":  # the waiting page asks
            text = _("It is ready. Your download has started.") if document else ""
            return JsonResponse({"ready": bool(document), "url": request.path, "text": text})
        return as_attachment(document) if document else self.page()
