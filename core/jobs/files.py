"""Files of jobs, in and out of the database a mebibyte at a time."""

import hashlib
from pathlib import Path

from core.jobs.models import JobFile, JobFilePart

PART = 1024 * 1024
LONGEST_NAME = 150  # bytes without the ending


def keep(job, *, purpose, name, filename, content_type, chunks):
    """Store a file from an iterable of bytes."""
    digest, size = hashlib.sha256(), 0
    file = JobFile.objects.create(
        job=job, purpose=purpose, name=name, filename=plain_name(filename) or name, content_type=content_type,
        size=0, sha256="0" * 64,
    )  # fmt: skip
    for number, part in enumerate(_in_parts(chunks)):
        JobFilePart.objects.create(file=file, number=number, content=part)
        digest.update(part)
        size += len(part)
    file.size, file.sha256 = size, digest.hexdigest()
    file.save(update_fields=["size", "sha256"])
    return file


def plain_name(filename):
    """A name that any file system takes: no folder, no control character, not too long, its ending kept."""
    path = Path("".join(char for char in Path(filename).name if char.isprintable()))
    stem, ending = path.stem.strip(". "), path.suffix[:10]
    while len(stem.encode()) > LONGEST_NAME:
        stem = stem[:-1]
    return f"{stem}{ending}" if stem else ""


def _in_parts(chunks):
    """The same bytes in pieces of one size, the last one shorter."""
    waiting = bytearray()
    for chunk in chunks:
        waiting += chunk
        while len(waiting) >= PART:
            yield bytes(waiting[:PART])
            del waiting[:PART]
    if waiting:
        yield bytes(waiting)


def chunks_of(content):
    """The bytes of a path, of an uploaded file or of short bytes, piece by piece."""
    if isinstance(content, bytes):
        yield content
    elif isinstance(content, Path):
        with content.open("rb") as file:
            while piece := file.read(PART):
                yield piece
    else:
        yield from content.chunks(PART)


def stream(file):
    """The bytes of a stored file, one part in memory at a time."""
    parts = JobFilePart.objects.filter(file=file).order_by("number")
    for number in parts.values_list("number", flat=True):
        yield bytes(parts.get(number=number).content)


def write_to(file, folder):
    """Write a stored file into a folder under its own name; returns the path."""
    path = Path(folder) / file.filename
    with path.open("wb") as out:
        out.writelines(stream(file))
    return path
