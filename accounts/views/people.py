"""Who has access for a council."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import actions
from accounts.access import covers, inherited_by, reader_row, readers_of, row_of, second_factor
from accounts.forms import LastDayForm, RevokeForm
from accounts.knowing import resettable
from accounts.models import Handover, Invitation, Membership
from accounts.policies import roles_open_to
from accounts.querysets import councils_with_people_of
from core.csv import LICENCE, csv_response, moment
from core.editing import EditPage
from core.exceptions import Refused
from core.mail.addresses import failing_among
from core.mail.views import cleared_words
from core.policies import allows
from core.roles import Role
from core.views import FormPage, Page, PortalView


class CouncilPeople(Page, abstract=True):
    """A page about the people of one council."""

    policy = "accounts.see_people"
    lookup = {"slug": "slug"}

    def scope(self):
        person = self.request.user
        return councils_with_people_of(person) if person.is_authenticated else None

    def memberships(self):
        """Present and future people, in the order of the roles."""
        found = Membership.objects.visible_to(self.request.user).of_council(self.record).not_ended()
        return found.for_access_list().order_by("role", "user__name", "pk")

    def past(self):
        """Those who had access before, the latest first."""
        found = Membership.objects.visible_to(self.request.user).of_council(self.record).past()
        return found.select_related("user", "revoked_by").order_by("-starts_on", "pk")


class People(CouncilPeople):
    """Who has access, in which role, since when; for the council's auditor too."""

    template_name = "accounts/people.html"

    @cached_property
    def open_roles(self):
        return roles_open_to(self.request.user, self.record)

    def context(self):
        person, council = self.request.user, self.record
        invitations = Invitation.objects.visible_to(person).filter(council=council).open()
        invitations = invitations.select_related("invited_by", "council").order_by("pk")
        members = list(self.memberships())
        return {
            "council": council,
            "failing": failing_among({member.user.email for member in members}),
            "people": [
                (
                    member,
                    member.user_id == person.pk or member.role in self.open_roles,
                    member.user_id != person.pk
                    and member.role in self.open_roles
                    and (member.role != Role.VIEWER or member.may_sign),
                )
                for member in members
            ],  # each with: may I end it, may I change the right to sign
            "readers": [reader_row(membership) for membership in readers_of(council)],
            "inherited": list(inherited_by(council)),
            "second_factor": second_factor,
            "covers": covers,
            "open_roles": self.open_roles,
            "own_roles": {m.role for m in person.current_memberships if m.council_id == council.pk},
            "handovers": Handover.objects.visible_to(person)
            .filter(membership__council=council)
            .with_people()
            .order_by("-pk")[:20],
            "review": council.access_reviews.select_related("confirmed_by").first(),
            "may_confirm": allows(person, "accounts.confirm_access", council),
            "manageable": {found.pk for found in invitations if found.role in self.open_roles},
            "past": self.past()[:50],
            "invitations": invitations,
            "may_invite": bool(self.open_roles),
            "may_invite_in_bulk": allows(person, "accounts.invite_in_bulk", council),
            "resettable": resettable(person, members),
        }


HANDOVERS = ("handovers__invitation__accepted_by",)


class PeopleCsv(CouncilPeople):
    """The same for a spreadsheet."""

    def get(self, request, *args, **kwargs):
        heading = ("name", "address", "role", "may_sign", "since", "until", "second_factor", "last_sign_in", "added_by",
                   "reads_for", "state", "handed_over_on", "handed_over_to")  # fmt: skip
        rows = [
            (row.name, row.address, row.role, "yes" if row.may_sign else "no", row.since.isoformat(),
             row.until.isoformat() if row.until else "", row.second_factor, moment(row.last_sign_in), row.added_by,
             row.reads_for, "now", *given)
            for row, given in (
                *((row_of(each), handed_over(each)) for each in self.memberships().prefetch_related(*HANDOVERS)),
                *((reader_row(each), ("", "")) for each in readers_of(self.record)),
            )
        ]  # fmt: skip
        rows += map(past_cells, self.past().prefetch_related(*HANDOVERS))
        return csv_response(f"people-{self.record.slug}.csv", heading, rows, LICENCE)


def past_cells(membership):
    """Somebody who had access: no more than the page says, so no address and no sign-in."""
    last = timezone.localdate(membership.revoked_at) if membership.revoked_at else membership.ends_on
    return (str(membership.user), "", str(membership.get_role_display()), "no", membership.starts_on.isoformat(),
            last.isoformat(), "", "", "", "", "before", *handed_over(membership))  # fmt: skip


def handed_over(membership):
    """Day and successor of the last handover, or blanks."""
    last = max(membership.handovers.all(), key=lambda each: each.pk, default=None)
    if last is None:
        return "", ""
    next_one = last.invitation.accepted_by or last.invitation.address
    return timezone.localdate(last.handed_over_at).isoformat(), str(next_one)


class OneMembership(PortalView, abstract=True):
    """Something done to one membership."""

    policy = "accounts.end_membership"
    lookup = {"public_id": "public_id"}

    def scope(self):
        person = self.request.user
        found = Membership.objects.visible_to(person).without_own_past(person)
        return found.select_related("council", "user")

    def back(self):
        """To the people page, or to my account after giving up my own access."""
        if self.record.user_id == self.request.user.pk:
            return redirect("accounts:me")
        return redirect("accounts:people", slug=self.record.council.slug)


class EndMembership(OneMembership, EditPage):
    """The last day on which a person acts for the council."""

    form_class = LastDayForm
    template_name = "accounts/end_membership.html"
    title = gettext_lazy("End access")

    def stored(self):
        return {"last_day": self.record.ends_on}

    def form_kwargs(self):
        return {"membership": self.record, "initial": {"last_day": self.record.ends_on or timezone.localdate()}}

    def context(self):
        return {**super().context(), "membership": self.record}

    def done(self, form):
        last_day = form.cleaned_data["last_day"]
        actions.end_membership(
            membership=self.record, last_day=last_day, no_handover=form.cleaned_data.get("no_handover", ""),
            seen=self.seen(form), by=self.request.user,
        )  # fmt: skip
        words = {"person": self.record.user, "day": date_format(last_day, "j F Y")}
        messages.success(self.request, _("%(person)s has access until %(day)s.") % words)
        return self.back()


class MembershipButton(OneMembership, abstract=True):
    """A button beside a person; opened as a page it leads back to the list."""

    def get(self, request, *args, **kwargs):
        return self.back()

    def post(self, request, *args, **kwargs):
        try:
            self.act(request.user)
        except Refused as refusal:
            messages.error(request, refusal.message)
        return self.back()


class RevokeMembership(OneMembership, FormPage):
    """Withdraw access at once; asks first."""

    form_class = RevokeForm
    template_name = "accounts/revoke_membership.html"
    title = gettext_lazy("Withdraw access at once")

    def form_kwargs(self):
        return {"membership": self.record}

    def context(self):
        return {**super().context(), "membership": self.record}

    def done(self, form):
        why = form.cleaned_data.get("no_handover", "")
        actions.revoke_membership(membership=self.record, no_handover=why, by=self.request.user)
        return self.back()

    def refused(self, form, refusal):
        """What is about no answer is said where the person goes back to."""
        if refusal.field in form.fields:
            return super().refused(form, refusal)
        messages.error(self.request, refusal.message)
        return self.back()


class SetMaySign(MembershipButton):
    """Give or take the right to sign."""

    policy = "accounts.set_may_sign"

    def act(self, by):
        wanted = self.request.POST.get("may_sign") == "yes"
        actions.set_may_sign(membership=self.record, may_sign=wanted, by=by)


class ClearAddress(MembershipButton):
    """The person's address works again."""

    policy = "accounts.clear_address"

    def act(self, by):
        released = actions.clear_address(membership=self.record, by=by)
        messages.success(self.request, cleared_words(self.record.user.email, released))

    def back(self):
        return redirect("accounts:people", slug=self.record.council.slug)
