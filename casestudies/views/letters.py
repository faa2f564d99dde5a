"""Letters: choose one, fill it in, read it, take it along as a PDF or as text."""

from datetime import date

from django.http import Http404
from django.shortcuts import redirect

from casestudies import actions
from casestudies.letters import BY_SLUG, TEMPLATES, as_text
from casestudies.models import Printout
from core.views import FormPage, Page


class Letters(Page):
    """The letters there are."""

    policy = "casestudies.read"
    template_name = "casestudies/letters.html"

    def context(self):
        return {"templates": TEMPLATES}


class WriteLetter(FormPage):
    """What the letter needs to know. `?from=` brings back what was typed for a letter that is being changed."""

    policy = "casestudies.read"
    template_name = "casestudies/letter_form.html"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        if kwargs["slug"] not in BY_SLUG:
            raise Http404
        self.letter = BY_SLUG[kwargs["slug"]]
        self.form_class = self.letter.form

    def form_kwargs(self):
        key = self.request.GET.get("from", "")[:64]
        earlier = Printout.objects.filter(key=key, kind=Printout.Kind.LETTER).first() if key else None
        if earlier is None or earlier.wanted.get("slug") != self.letter.slug:
            return {}
        typed = {**earlier.wanted["typed"]}
        if "written_on" in typed:
            typed["written_on"] = date.fromisoformat(typed["written_on"])
        return {"initial": typed}

    def context(self):
        return {**super().context(), "letter": self.letter}

    def done(self, form):
        typed = {**form.cleaned_data, "written_on": form.cleaned_data["written_on"].isoformat()}
        words = self.letter.write(form.cleaned_data)
        printout = actions.write_letter(slug=self.letter.slug, letter=words, typed=typed, by=self.request.user)
        return redirect("casestudies:letter", printout.key)


class ReadLetter(Page):
    """The letter as it will be printed; kept for a day for whoever knows the address."""

    policy = "casestudies.read"
    template_name = "casestudies/letter.html"
    lookup = {"key": "key"}

    def scope(self):
        return Printout.objects.filter(kind=Printout.Kind.LETTER)

    def context(self):
        letter = self.record.wanted["letter"]
        return {
            "letter": letter,
            "written_on": date.fromisoformat(letter["written_on"]),
            "text": as_text(letter),
            "printout": self.record,
            "template": BY_SLUG[self.record.wanted["slug"]],
        }
