"""Many documents as one download: a ZIP of files, or one PDF to print. Memory does not grow with their number."""

import zipfile
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pikepdf

AT_ONCE = 40  # files open at the same time while PDFs are joined


@dataclass(frozen=True)
class Part:
    """One document on disk: under which name it is packed, and what the bookmark before it says."""

    path: Path
    filename: str
    bookmark: str


def zip_parts(target, parts):
    """Pack the documents as they come; PDFs are compressed already."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as packed:
        for part in parts:
            packed.write(part.path, part.filename)
    return target


def join_pdfs(target, parts, *, title, language="en-GB", track=iter):
    """One PDF in which each document starts on a fresh sheet and has a bookmark.

    It is for printing: the tags for screen readers stay in the single files.
    """
    parts = list(parts)
    groups = [parts[start : start + AT_ONCE] for start in range(0, len(parts), AT_ONCE)]
    joined = [_join(target.with_suffix(f".{n}"), group) for n, group in enumerate(track(groups))]
    with ExitStack() as open_files, pikepdf.new() as whole:
        with whole.open_outline() as outline:
            for path, starts in joined:
                first = len(whole.pages)
                whole.pages.extend(open_files.enter_context(pikepdf.open(path)).pages)
                outline.root.extend(pikepdf.OutlineItem(words, first + page) for words, page in starts)
        whole.Root.Lang = pikepdf.String(language)
        whole.Root.PageMode = pikepdf.Name.UseOutlines
        whole.docinfo["/Title"] = title
        whole.save(target)
    for path, _starts in joined:
        path.unlink()
    return target


def _join(target, parts):
    """Some documents as one; returns the file and (bookmark, page) of each."""
    starts = []
    with ExitStack() as open_files, pikepdf.new() as some:
        for part in parts:
            starts.append((part.bookmark, len(some.pages)))
            source = open_files.enter_context(pikepdf.open(part.path))
            some.pages.extend(source.pages)
            if len(source.pages) % 2:
                some.add_blank_page(page_size=_size(source.pages[-1]))
        some.save(target)
    return target, starts


def _size(page):
    left, low, right, high = (float(number) for number in page.mediabox)
    return right - left, high - low
