"""Councils write their own case studies: the draft, its words and its parties."""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from casestudies.models import CaseStudy, Chapter, Party, Publication, Term
from core.audit import record
from core.exceptions import Refused
from core.locking import refuse_if_changed
from core.policies import require
from core.words import normalise

TEXTS = ("title", "happened", "did", "structure", "money", "outcome", "lesson", "credit")
RESERVED = {"booklet", "files", "own", "edit", "archive", "administer", "loads", "template"}  # pages beside studies


@transaction.atomic
def draft_case_study(*, facts, parties, by):
    """A draft for others to approve. Apps above call this when something is finished and worth telling.

    `facts` are the texts of `TEXTS` (a title at least), `chapters` (codes) and `theme` (a term's address part);
    `parties` are (council or name, role), the council that owns the draft first.
    """
    owner = parties[0][0]
    require(by, "casestudies.draft", owner)
    study = CaseStudy.objects.create(
        slug=_free_slug(facts["title"]),
        origin=CaseStudy.Origin.COUNCIL,
        as_at=timezone.localdate(),
        **{name: facts.get(name, "") for name in TEXTS},
    )
    publication = Publication.objects.create(study=study, owner=owner, started_by=by)
    _set_places(study, facts.get("chapters", ()), facts.get("theme", ""))
    for position, (who, role) in enumerate(parties, start=1):
        _add(study, position, who, role)
    sentence = _("Draft of the case study “%(title)s” started") % {"title": study.title}
    _tell(publication, "casestudies.drafted", sentence, by=by)
    return publication


def words_of(study):
    """What the form about the words shows."""
    theme = next((term.slug for term in study.terms.all() if term.taxonomy == "theme"), "")
    chapters = [chapter.code for chapter in study.chapters.all()]
    return {**{name: getattr(study, name) for name in TEXTS}, "chapters": chapters, "theme": theme}


@transaction.atomic
def edit_words(*, publication, facts, seen=None, by):
    """Change the words of a draft; `seen` is what the form was filled with."""
    publication = locked_draft(publication, by)
    study = publication.study
    refuse_if_changed(seen, words_of(study), record=study, parts=["words"])
    for name in TEXTS:
        setattr(study, name, facts[name])
    study.as_at = timezone.localdate()
    study.save()
    _set_places(study, facts["chapters"], facts["theme"])
    sentence = _("Case study “%(title)s” edited") % {"title": study.title}
    _tell(publication, "casestudies.edited", sentence, by=by, parts=["words"])
    return publication


@transaction.atomic
def add_party(*, publication, who, role, by):
    """Name another council, or a partner that is none, as having taken part."""
    publication = locked_draft(publication, by)
    study = publication.study
    here = {party.council_id or party.name.casefold() for party in study.parties.all()}
    if (getattr(who, "pk", None) or str(who).casefold()) in here:
        raise Refused(_("It is named already"), field="name")
    last = study.parties.aggregate(last=Max("position"))["last"] or 0
    party = _add(study, last + 1, who, role)
    sentence = _("%(party)s named in the case study “%(title)s”") % {"party": party.label, "title": study.title}
    _tell(publication, "casestudies.party_added", sentence, by=by)
    return party


@transaction.atomic
def remove_party(*, publication, position, by):
    """Take somebody out of a draft again; the council that owns it stays."""
    publication = locked_draft(publication, by)
    study = publication.study
    party = study.parties.filter(position=position).first()
    if party is None:
        return
    if party.council_id == publication.owner_id:
        raise Refused(_("The council that writes the case study stays in it"))
    sentence = _("%(party)s taken out of the case study “%(title)s”")
    facts = {"party": party.label, "title": study.title}
    party.delete()
    _tell(publication, "casestudies.party_removed", sentence % facts, by=by)


def locked_draft(publication, by):
    """The publication, held; refused unless it is a draft that the person may edit."""
    publication = (
        Publication.objects.select_for_update(of=("self",)).select_related("study", "owner").get(pk=publication.pk)
    )
    require(by, "casestudies.edit_draft", publication)
    if not publication.is_editable:
        raise Refused(_("Take the case study back first: the others are asked to approve these very words"))
    return publication


def _add(study, position, who, role):
    council = None if isinstance(who, str) else who
    return Party.objects.create(
        study=study,
        position=position,
        name=council.full_name if council else who,
        role=role,
        council=council,
        council_type=council.type if council else "",
    )


def _set_places(study, codes, theme):
    study.chapters.set(Chapter.objects.filter(code__in=codes))
    study.terms.set(Term.objects.filter(taxonomy="theme", slug=theme))


def _free_slug(title):
    """An address from the title that no other study has."""
    base = slugify(normalise(title))[:70].strip("-") or "case-study"
    slug, number = base, 1
    while slug in RESERVED or CaseStudy.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{base}-{number}"
    return slug


def _tell(publication, verb, sentence, *, by, parts=()):
    """Restricted to the councils that take part until it is published."""
    councils = [party.council for party in publication.study.parties.select_related("council") if party.council]
    record(
        verb,
        publication.study,
        sentence,
        by=by,
        councils=councils,
        acting_for=publication.owner,
        restricted=True,
        parts=parts,
    )
