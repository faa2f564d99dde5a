"""Signing in: the few of django-allauth's pages that we use, under the names it looks for."""

from django.urls import path

from accounts.views import passkeys, provider, resets, security, signin

urlpatterns = [
    path("sign-in/", signin.AskForCode.as_view(), name="account_login"),
    path("sign-in/", signin.AskForCode.as_view(), name="account_request_login_code"),
    path("sign-in/code/", signin.EnterCode.as_view(), name="account_confirm_login_code"),
    path("sign-in/again/", signin.StartAgain.as_view(), name="account_start_again"),
    path("sign-in/passkey/", passkeys.SignInWithPasskey.as_view(), name="mfa_login_webauthn"),
    path("sign-in/provider/", provider.SignInWithProvider.as_view(), name="account_provider"),
    path("sign-in/provider/answer/", provider.ProviderAnswer.as_view(), name="account_provider_answer"),
    path("sign-in/app/", signin.EnterAppCode.as_view(), name="mfa_authenticate"),
    path("sign-in/lost-device/", resets.LostDevice.as_view(), name="account_lost_device"),
    path("sign-in/app-again/", signin.EnterAppCodeAgain.as_view(), name="mfa_reauthenticate"),
    path("no-account/", signin.NoAccount.as_view(), name="account_signup"),
    path("sign-out/", signin.SignOut.as_view(), name="account_logout"),
    path("closed/", signin.Closed.as_view(), name="account_inactive"),
    path("protect/", security.Protect.as_view(), name="account_protect"),
    path("passkeys/", passkeys.Passkeys.as_view(), name="mfa_list_webauthn"),
    path("passkeys/add/", passkeys.AddPasskey.as_view(), name="mfa_add_webauthn"),
    path("passkeys/<int:pk>/rename/", passkeys.RenamePasskey.as_view(), name="mfa_edit_webauthn"),
    path("passkeys/<int:pk>/remove/", passkeys.RemovePasskey.as_view(), name="mfa_remove_webauthn"),
    path("app/", security.SetUpApp.as_view(), name="mfa_activate_totp"),
    path("app/remove/", security.RemoveApp.as_view(), name="mfa_deactivate_totp"),
    path("recovery-codes/", security.RecoveryCodes.as_view(), name="mfa_view_recovery_codes"),
    path("recovery-codes/new/", security.NewRecoveryCodes.as_view(), name="mfa_generate_recovery_codes"),
    path("recovery-codes/download/", security.DownloadCodes.as_view(), name="mfa_download_recovery_codes"),
]
