"""Where django-allauth meets the portal: mail through the outbox, sign-in in the audit trail, no sign-up."""

import base64
import hashlib
from dataclasses import replace

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib import messages
from django.urls import reverse
from django.utils.translation import gettext_lazy

from accounts import actions
from accounts.actions.resets import found_again
from accounts.devices import device_of, new_token, remember
from accounts.emails import SignInCode, UnknownAddress
from accounts.factors import OWN_STAGE, STAGE
from core.emails import post

LOGIN_CODE = "account/email/login_code"
UNKNOWN_ACCOUNT = "account/email/unknown_account"


class AccountAdapter(DefaultAccountAdapter):
    """Accounts come from invitations only; every mail is a row; every sign-in is recorded."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "incorrect_code": gettext_lazy("The code is not right. Check it and enter it again"),
        "too_many_login_attempts": gettext_lazy("Too many wrong codes. Wait 5 minutes, then ask for a new code"),
    }

    def is_open_for_signup(self, request):
        return False

    def send_mail(self, template_prefix, email, context):
        """The two mails the sign-in can send; another one is a mistake in our settings."""
        if template_prefix == LOGIN_CODE:
            post(SignInCode(code=context["code"]), to=email)
        elif template_prefix == UNKNOWN_ACCOUNT:
            # anyone can type anyone's address: three a day and no more
            if ratelimit.consume(self.request, action="unknown_account", key=email.lower()):
                post(UnknownAddress(address=email), to=email)
        else:
            raise ValueError(template_prefix)

    def add_message(self, request, level, message_template=None, *args, message=None, **kwargs):
        """Our pages say what happened themselves; only errors of the sign-in are shown."""
        if message and level >= messages.ERROR:
            messages.add_message(request, level, message)

    def get_reauthentication_methods(self, user):
        """One page for all second factors."""
        if not actions.second_factors(user).exists():
            return []
        return [{"id": "mfa_reauthenticate", "description": "", "url": reverse("mfa_reauthenticate")}]

    def login(self, request, user):
        super().login(request, user)
        if not request.session.session_key:
            request.session.save()
        found = device_of(request)
        device = found if found.token else replace(found, token=new_token())
        request.browser_token = device.token  # `post_login` has the answer that takes it to the browser
        records = get_authentication_records(request, user)
        methods = dict.fromkeys(record.get("type") or record["method"] for record in records)
        actions.record_sign_in(device=device, methods=methods, session_key=request.session.session_key, by=user)
        found_again(by=user)

    def post_login(self, request, user, **kwargs):
        response = super().post_login(request, user, **kwargs)
        remember(response, request.browser_token)
        return response

    def get_login_stages(self):
        """Theirs, but the second factor is not asked for where the provider's own counts."""
        return [OWN_STAGE if stage == STAGE else stage for stage in super().get_login_stages()]

    def logout(self, request):
        actions.record_sign_out(by=request.user)
        super().logout(request)

    def get_login_redirect_url(self, request):
        """Home, or, for a person who acts for no council any more, the page that says what to do."""
        if request.user.current_memberships or request.user.is_staff:
            return super().get_login_redirect_url(request)
        return reverse("accounts:no-council")


def _fernet():
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [hashlib.sha256(b"accounts.second-factor:" + key.encode()).digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])


class SecondFactorAdapter(DefaultMFAAdapter):
    """The secrets of authenticator apps are unreadable in a copy of the database."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": gettext_lazy("The code is not right. Wait for the next one and enter it"),
    }

    def get_public_key_credential_rp_entity(self):
        """A passkey belongs to this name for good: at another address of the portal it does not work."""
        return {"id": settings.SITE_HOST, "name": "Common Ground"}

    def get_public_key_credential_user_entity(self, user):
        """What the device shows in its list of passkeys."""
        return {**super().get_public_key_credential_user_entity(user), "display_name": str(user)}

    def encrypt(self, text):
        return _fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text):
        return _fernet().decrypt(encrypted_text.encode()).decode()
