"""The words of every version in one place, for the search; the database itself keeps them right."""

import pgtrigger
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models

from charters.querysets.agreements import VersionWordsQuerySet
from core.search import ENGLISH

MOST = 150_000  # letters of one version that are indexed; PostgreSQL refuses a vector of more than a megabyte

GATHERED = """
    SELECT v.id, v.title,
        coalesce((SELECT string_agg(s.heading, E'\\n' ORDER BY s.position, s.id)
                  FROM charters_section s WHERE s.version_id = v.id), '') AS headings,
        left(concat_ws(E'\\n', v.summary,
        (SELECT string_agg(concat_ws(E'\\n', s.heading, translate(s.body, '*_', '')), E'\\n' ORDER BY s.position, s.id)
         FROM charters_section s WHERE s.version_id = v.id),
        (SELECT string_agg(concat_ws(E'\\n', c.text, c.measure), E'\\n' ORDER BY c.position, c.id)
         FROM charters_commitment c WHERE c.version_id = v.id),
        v.what_changed), MOST) AS words
    FROM charters_agreementversion v WHERE v.id""".replace("MOST", str(MOST))
ADDED = f"INSERT INTO charters_versionwords (version_id, title, headings, words) {GATHERED} = NEW.id; RETURN NEW;"
REMOVED = "DELETE FROM charters_versionwords WHERE version_id = OLD.id; RETURN OLD;"


def gathered_again(which):
    """Locks the rows first: of two who change parts of one version at once the later must see both parts."""
    lock = f"PERFORM 1 FROM charters_versionwords WHERE version_id {which} ORDER BY version_id FOR UPDATE;"
    change = f"""UPDATE charters_versionwords w SET title = g.title, headings = g.headings, words = g.words
    FROM ({GATHERED} {which}) g WHERE w.version_id = g.id;"""  # noqa: S608 - ours
    return f"{lock} {change} RETURN NULL;"


def keep_words_of_versions():
    """Triggers of the version: its row of words comes, follows and goes with it."""
    return [
        pgtrigger.Trigger(name="words_come", operation=pgtrigger.Insert, when=pgtrigger.After, func=ADDED),
        pgtrigger.Trigger(
            name="words_follow",
            operation=pgtrigger.Update,
            when=pgtrigger.After,
            condition=pgtrigger.AnyChange("title", "summary", "what_changed"),
            func=gathered_again("= NEW.id"),
        ),
        pgtrigger.Trigger(name="words_go", operation=pgtrigger.Delete, when=pgtrigger.After, func=REMOVED),
    ]


def keep_words_of_parts(part):
    """Triggers of sections and commitments, once for each statement however many rows it has."""
    changes = ((pgtrigger.Insert, "new"), (pgtrigger.Update, "new"), (pgtrigger.Delete, "old"))
    return [
        pgtrigger.Trigger(
            name=f"words_of_{part}_{operation}".lower(),
            level=pgtrigger.Statement,
            operation=operation,
            when=pgtrigger.After,
            referencing=pgtrigger.Referencing(**{rows: "changed"}),
            func=gathered_again("IN (SELECT version_id FROM changed)"),
        )
        for operation, rows in changes
    ]


class VersionWords(models.Model):
    """All words of one version, its parts included. Written by triggers only; read through `visible_to`."""

    version = models.OneToOneField(
        "charters.AgreementVersion",
        primary_key=True,
        on_delete=models.DO_NOTHING,  # a trigger removes it
        db_constraint=False,  # else the parts of a version could not go before it
        related_name="words",
    )
    title = models.CharField(max_length=200)
    headings = models.TextField()
    words = models.TextField()  # everything else, and the headings once more where they stand
    head = models.GeneratedField(  # small enough to stay in the row: ranking thousands of hits must not unpack texts
        expression=SearchVector("title", weight="A", config=ENGLISH)
        + SearchVector("headings", weight="B", config=ENGLISH),
        output_field=SearchVectorField(),
        db_persist=True,
    )
    vector = models.GeneratedField(
        expression=SearchVector("title", weight="A", config=ENGLISH)
        + SearchVector("words", weight="C", config=ENGLISH),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = VersionWordsQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "version words"
        indexes = [
            GinIndex(fields=["vector"], name="version_words"),
            GinIndex(fields=["title"], opclasses=["gin_trgm_ops"], name="version_title_trigrams"),
        ]

    def __str__(self):
        return f"Words of {self.version}"
