"""Every text of a template reaches the translators."""

import pytest

from core.management.commands.makemessages import calls


@pytest.mark.parametrize(
    ("template", "python"),
    [
        ('{{ _("Plain") }}', "_('Plain'); "),
        ('{{ heading(_("Inside"), caption=_("Two")) }}', "_('Inside'); _('Two'); "),
        ('{{ _("Hello %(name)s", name=x) }}', "_('Hello %(name)s'); "),
        ('{{ ngettext("%(num)d day", "%(num)d days", n) }}', "ngettext('%(num)d day', '%(num)d days', 1); "),
        ("{% trans %}Block{% endtrans %}", "gettext('Block'); "),
        ('\n{{ [{"text": _("On line two")}] }}', "\n_('On line two'); "),
    ],
)
def test_texts_are_found_wherever_they_stand(template, python):
    assert calls(template) == python
