"""Addresses of accounts."""

from django.urls import path

from accounts.views import accepting, deciding, inviting, joining, lists, me, people, reviews

app_name = "accounts"
urlpatterns = [
    path("me/", me.Me.as_view(), name="me"),
    path("me/name/", me.Rename.as_view(), name="rename"),
    path("me/addresses/add/", me.AddAddress.as_view(), name="add-address"),
    path("me/addresses/confirm/", me.ConfirmAddress.as_view(), name="confirm-address"),
    path("me/addresses/primary/", me.MakePrimary.as_view(), name="make-primary"),
    path("me/addresses/remove/", me.RemoveAddress.as_view(), name="remove-address"),
    path("me/no-council/", me.NoCouncil.as_view(), name="no-council"),
    path("acting-for/", me.Switch.as_view(), name="switch"),
    path("join/<str:token>/", accepting.Accept.as_view(), name="accept"),
    path("ask/", joining.Ask.as_view(), name="ask"),
    path("ask/council/<slug:slug>/", joining.AskCouncil.as_view(), name="ask-council"),
    path("ask/not-in-the-list/", joining.AskUnlisted.as_view(), name="ask-unlisted"),
    path("ask/take-off/", joining.AskDrop.as_view(), name="ask-drop"),
    path("ask/about-you/", joining.AskDetails.as_view(), name="ask-details"),
    path("ask/check/", joining.AskCheck.as_view(), name="ask-check"),
    path("ask/sent/", joining.AskSent.as_view(), name="ask-sent"),
    path("ask/confirm/<str:token>/", joining.ConfirmRequest.as_view(), name="confirm-request"),
    path("ask/done/", joining.AskDone.as_view(), name="ask-done"),
    path("requests/", deciding.JoinRequests.as_view(), name="join-requests"),
    path("requests/<uuid:public_id>/", deciding.DecideRequest.as_view(), name="join-request"),
    path("councils/<slug:slug>/", people.People.as_view(), name="people"),
    path("councils/<slug:slug>/people.csv", people.PeopleCsv.as_view(), name="people-csv"),
    path("councils/<slug:slug>/people/confirm/", reviews.ConfirmPeople.as_view(), name="confirm-people"),
    path("councils/<slug:slug>/people/pdf/", reviews.AccessList.as_view(), name="access-list"),
    path("councils/<slug:slug>/invite/", inviting.Invite.as_view(), name="invite"),
    path("councils/<slug:slug>/invitations/", lists.Invitations.as_view(), name="invitations"),
    path("councils/<slug:slug>/invitations.csv", lists.InvitationsCsv.as_view(), name="invitations-csv"),
    path("councils/<slug:slug>/lists/upload/", lists.Upload.as_view(), name="upload-list"),
    path("lists/<uuid:public_id>/", lists.CheckList.as_view(), name="check-list"),
    path("invitations/<uuid:public_id>/resend/", inviting.Resend.as_view(), name="resend"),
    path("invitations/<uuid:public_id>/cancel/", inviting.Cancel.as_view(), name="cancel"),
    path("memberships/<uuid:public_id>/end/", people.EndMembership.as_view(), name="end-membership"),
    path("memberships/<uuid:public_id>/revoke/", people.RevokeMembership.as_view(), name="revoke-membership"),
    path(
        "memberships/<uuid:public_id>/clear-address/",
        people.ClearAddress.as_view(),
        name="clear-address",
    ),
    path("memberships/<uuid:public_id>/may-sign/", people.SetMaySign.as_view(), name="may-sign"),
    path("memberships/<uuid:public_id>/reset-app/", people.ResetApp.as_view(), name="reset-app"),
]
