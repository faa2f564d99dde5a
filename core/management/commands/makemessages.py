"""makemessages that reads our Jinja templates as Jinja does.

Django's own finds `{{ _("…") }}` only at the start of a tag and without names to fill in, and so would
leave most of our texts untranslated without a word.
"""

from pathlib import Path

from django.conf import settings
from django.core.management.commands import makemessages
from django.template import engines
from jinja2.ext import extract_from_ast

TEMPLATES = Path(settings.BASE_DIR) / "templates"


class JinjaFile(makemessages.BuildFile):
    """A template of ours becomes a list of gettext calls on the lines they came from."""

    def preprocess(self):
        if not self.is_templatized or TEMPLATES not in Path(self.path).resolve().parents:
            return super().preprocess()
        Path(self.work_path).write_text(calls(Path(self.path).read_text(encoding="utf-8")), encoding="utf-8")


def calls(source):
    """The translatable texts of a Jinja template as Python source."""
    lines = [""] * (source.count("\n") + 1)
    for line, function, texts in extract_from_ast(engines["jinja2"].env.parse(source)):
        texts = texts if isinstance(texts, tuple) else (texts,)
        arguments = ", ".join(repr(text) for text in texts if text is not None)
        plural = ", 1" if function in ("ngettext", "npgettext") else ""
        lines[line - 1] += f"{function}({arguments}{plural}); "
    return "\n".join(lines)


class Command(makemessages.Command):
    """Django's command with Jinja's reader."""

    build_file_class = JinjaFile
