"""Addresses of named officers, contacts, promises and handovers: a council by its slug, the rest by its public id."""

from django.urls import path

from liaison.views import contacts, elections, handovers, officers, promises

app_name = "liaison"
urlpatterns = [
    path("assignments/<uuid:public_id>/", officers.ShowAssignment.as_view(), name="assignment"),
    path("assignments/<uuid:public_id>/change/", officers.Change.as_view(), name="change"),
    path("assignments/<uuid:public_id>/end/", officers.End.as_view(), name="end"),
    path("contacts/<uuid:public_id>/", contacts.ShowContact.as_view(), name="contact"),
    path("contacts/<uuid:public_id>/correct/", contacts.Correct.as_view(), name="contact-correct"),
    path("contacts/<uuid:public_id>/strike/", contacts.Strike.as_view(), name="contact-strike"),
    path("contacts/<uuid:public_id>/done/", contacts.Finish.as_view(), name="contact-done"),
    path("promises/<uuid:public_id>/", promises.ShowPromise.as_view(), name="promise"),
    path("promises/<uuid:public_id>/change/", promises.ChangePromise.as_view(), name="promise-change"),
    path("promises/<uuid:public_id>/report/", promises.Report.as_view(), name="promise-report"),
    path("promises/<uuid:public_id>/contest/", promises.Contest.as_view(), name="promise-contest"),
    path("promises/<uuid:public_id>/deny/", promises.Deny.as_view(), name="promise-deny"),
    path("promises/<uuid:public_id>/withdraw/", promises.WithdrawPromise.as_view(), name="promise-withdraw"),
    path("<slug:slug>/promises/", promises.Promises.as_view(), name="promises"),
    path("<slug:slug>/promises/add/", promises.Record.as_view(), name="promise-add"),
    path("handovers/<uuid:public_id>/", handovers.ShowHandover.as_view(), name="handover"),
    path("handovers/<uuid:public_id>/add/", handovers.AddCouncils.as_view(), name="handover-add"),
    path("handovers/<uuid:public_id>/share/", handovers.Share.as_view(), name="handover-share"),
    path("handovers/<uuid:public_id>/complete/", handovers.Complete.as_view(), name="handover-complete"),
    path("handovers/<uuid:public_id>/drop/", handovers.Drop.as_view(), name="handover-drop"),
    path("handovers/<uuid:public_id>/read/", handovers.ReadAll.as_view(), name="handover-read"),
    path("handovers/<uuid:public_id>/pdf/", handovers.HandoverPdf.as_view(), name="handover-pdf"),
    path("handovers/councils/<uuid:public_id>/", handovers.ShowNote.as_view(), name="handover-note"),
    path("handovers/councils/<uuid:public_id>/write/", handovers.WriteNote.as_view(), name="handover-write"),
    path("handovers/councils/<uuid:public_id>/read/", handovers.ReadNote.as_view(), name="handover-note-read"),
    path("handovers/councils/<uuid:public_id>/pdf/", handovers.NotePdf.as_view(), name="handover-note-pdf"),
    path("<slug:slug>/elections/", elections.Elections.as_view(), name="elections"),
    path("<slug:slug>/handovers/", handovers.Handovers.as_view(), name="handovers"),
    path("<slug:slug>/hand-over/", handovers.Begin.as_view(), name="hand-over"),
    path("<slug:slug>/", officers.Officers.as_view(), name="list"),
    path("<slug:slug>/coverage/", officers.Coverage.as_view(), name="coverage"),
    path("<slug:slug>/allocate/", officers.Allocate.as_view(), name="allocate"),
    path("<slug:slug>/directory/", officers.Directory.as_view(), name="directory"),
    path("<slug:slug>/name/", officers.Name.as_view(), name="name"),
    path("<slug:slug>/confirm/", officers.Confirm.as_view(), name="confirm"),
    path("<slug:slug>/cover/", officers.Covers.as_view(), name="cover"),
    path("<slug:slug>/contacts/", contacts.Contacts.as_view(), name="contacts"),
    path("<slug:slug>/contacts/log/", contacts.Log.as_view(), name="contact-log"),
    path("<slug:slug>/contacts/note/", contacts.Note.as_view(), name="contact-note"),
    path("<slug:slug>/contacts/quiet/", contacts.QuietCouncils.as_view(), name="quiet"),
]
