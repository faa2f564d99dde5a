"""Addresses of the library and the guide: a study by its slug, a chapter by its code."""

from django.urls import path

from casestudies.views import administering, checklists, guide, letters, library, loading, own

app_name = "casestudies"
library_pages = [
    path("library/", library.Library.as_view(), name="library"),
    path("library/booklet/", library.MakeBooklet.as_view(), name="booklet"),
    path("library/files/<str:key>/", library.PrintoutPage.as_view(), name="printout"),
]
guide_pages = [
    path("guide/", guide.Guide.as_view(), name="guide"),
    path("guide/start/result/", guide.Navigated.as_view(), name="navigated"),
    path("guide/start/<slug:step>/", guide.Navigator.as_view(), name="navigator"),
    path("guide/other-side/", guide.OtherSide.as_view(), name="other-side"),
    path("guide/resources/", guide.Resources.as_view(), name="resources"),
    path("guide/checklists/", guide.ChecklistPaper.as_view(), name="checklist-paper"),
    path("guide/letters/", letters.Letters.as_view(), name="letters"),
    path("guide/letters/read/<str:key>/", letters.ReadLetter.as_view(), name="letter"),
    path("guide/letters/<slug:slug>/", letters.WriteLetter.as_view(), name="write-letter"),
    path("guide/chapters/<str:code>/", guide.ChapterPage.as_view(), name="chapter"),
]
checklist_pages = [
    path("councils/<slug:slug>/checklists/", checklists.Checklists.as_view(), name="checklists"),
    path("councils/<slug:slug>/checklists/<str:code>/", checklists.Checklist.as_view(), name="checklist"),
    path("checklists/<uuid:public_id>/", checklists.Run.as_view(), name="run"),
    path("checklists/<uuid:public_id>/discard/", checklists.Discard.as_view(), name="run-discard"),
    path("checklists/<uuid:public_id>/result/", checklists.Result.as_view(), name="run-result"),
    path("checklists/<uuid:public_id>/pdf/", checklists.ResultPdf.as_view(), name="run-pdf"),
]
own_pages = [
    path("library/own/", own.OwnStudies.as_view(), name="own"),
    path("library/own/start/", own.Start.as_view(), name="start"),
    path("library/own/<slug:slug>/", own.OwnStudy.as_view(), name="own-study"),
    path("library/own/<slug:slug>/words/", own.EditWords.as_view(), name="own-words"),
    path("library/own/<slug:slug>/parties/add/", own.AddParty.as_view(), name="own-party"),
    path("library/own/<slug:slug>/parties/<int:number>/remove/", own.RemoveParty.as_view(), name="own-party-remove"),
    path("library/own/<slug:slug>/publish/", own.Publish.as_view(), name="own-publish"),
    path("library/own/<slug:slug>/review/", own.Review.as_view(), name="own-review"),
    path("library/own/<slug:slug>/approve/<slug:council>/", own.Approve.as_view(), name="approve"),
    path("library/own/<slug:slug>/do/<slug:verb>/", own.Move.as_view(), name="own-move"),
]
administration_pages = [
    path("library/administer/", administering.Administer.as_view(), name="administer"),
    path("library/administer/load/", loading.Upload.as_view(), name="upload"),
    path("library/administer/load/<uuid:public_id>/", loading.Apply.as_view(), name="apply"),
    path("library/administer/template/", loading.Template.as_view(), name="template"),
    path("library/edit/<slug:kind>/<str:key>/", administering.EditShipped.as_view(), name="edit"),
    path("library/archive/<slug:slug>/", administering.Archive.as_view(), name="archive"),
]
urlpatterns = [
    *library_pages,
    *own_pages,
    *administration_pages,
    *guide_pages,
    *checklist_pages,
    path("library/<slug:slug>/", library.StudyDetail.as_view(), name="study"),
]
