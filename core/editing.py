"""The bases of pages that change what is stored: nobody's work is overwritten unknowingly."""

from django.utils.translation import gettext as _

from core.comparing import Compared, compare, in_words
from core.exceptions import Refused
from core.locking import FIELD, UNKNOWN, Changed, Seen, changed_by, token
from core.views import FormPage, Page


class EditPage(FormPage, abstract=True):
    """A form filled with what is stored. Whoever saves second is shown the differences and decides.

    A subclass says in `stored()` what its form is filled with, and hands `self.seen(form)` to its action, which
    calls `refuse_if_changed()` under the row lock.
    """

    def stored(self):
        """{name: value} as stored now; the names are those of the form's clean values."""
        raise NotImplementedError

    def form_kwargs(self):
        return {"initial": self.stored()}

    def form(self, *args):
        form = super().form(*args)
        form.seen_token = self.request.POST.get(FIELD, "") if form.is_bound else self.token(self.stored())
        return form

    def token(self, values):
        return token(self.request.path, values)

    def seen(self, form):
        """What the person saw and what they typed, for the action."""
        typed = {name: form.cleaned_data.get(name) for name in self.stored()}
        return Seen.read(self.request.POST.get(FIELD, ""), self.request.path, typed)

    def refused(self, form, refusal):
        return self.changed(refusal) if isinstance(refusal, Changed) else super().refused(form, refusal)

    def changed(self, refusal):
        """The form again, with what the person typed over what is stored now; saving it is a decision."""
        self.record = self.find_record()
        form = self.form()
        form.initial.update(refusal.merged)
        form.seen_token = self.token(refusal.now)
        form.submit_text = _("Save my text over it")
        differing = [d for d in refusal.differences if d.is_there]
        form.conflict = Compared(
            message=self.told(refusal),
            first=differing[0].name,
            rows=[self.compared(form, d) for d in differing],
            url=self.request.get_full_path(),
        )
        response = self.page(form=form)
        response.status_code = 409
        return response

    def told(self, refusal):
        """The sentence for the person who was second."""
        if any(d.was is UNKNOWN for d in refusal.differences):
            return _("This page did not say what it had shown you, so nothing was saved; your text is kept below")
        return _("%(changed)s; your text is kept below") % {"changed": changed_by(refusal.event, self.request.user)}

    def label(self, form, name):
        """What the form calls the answer."""
        return form.fields[name].label

    def words(self, form, name, value):
        """How an answer reads."""
        return in_words(form.fields[name], value)

    def compared(self, form, difference):
        """One line of the comparison, in words."""
        was, now, typed = (
            None if value is UNKNOWN else self.words(form, difference.name, value)
            for value in (difference.was, difference.now, difference.typed)
        )
        return compare(self.label(form, difference.name), was=was, now=now, typed=typed)


class ConfirmPage(Page, abstract=True):
    """Shows something and asks before it acts on it; if that was changed meanwhile, it shows it anew and asks again.

    The template carries `seen_token` in its form and shows `refusal`.
    """

    def stored(self):
        """{name: value} of what the page shows, as stored now."""
        raise NotImplementedError

    def confirmed(self, seen):
        """Call the action with what the person saw, and answer with a redirect; a `Refused` lands on the page."""
        raise NotImplementedError

    def page(self, *, refusal="", **extra):
        return super().page(refusal=refusal, seen_token=token(self.request.path, self.stored()), **extra)

    def post(self, request, *args, **kwargs):
        try:
            return self.confirmed(Seen.read(request.POST.get(FIELD, ""), request.path, {}))
        except Changed as refusal:
            words = _("%(changed)s. This page shows it as it is now. Look at it before you go on.")
            problem = words % {"changed": changed_by(refusal.event, request.user)}
        except Refused as refusal:
            problem = refusal.message
        self.record = self.find_record()
        return self.page(refusal=problem)
