"""Addresses of charters. A reference names an agreement, a council's slug the council that speaks."""

from django.urls import path

from charters.views import (
    bulk,
    champion_board,
    champion_log,
    champion_reports,
    champions,
    clauses,
    comments,
    commitments,
    drafting,
    life,
    reading,
    receiving,
    reviews,
    rounds,
    signatories,
    signed_pages,
    signing,
    successors,
    waiting,
)

app_name = "charters"

reading_pages = [
    path("", reading.AgreementList.as_view(), name="list"),
    path("verify/", reading.Verify.as_view(), name="verify"),
    path("verify/<str:reference>/", reading.Verified.as_view(), name="verified"),
    path("<str:reference>/", reading.AgreementDetail.as_view(), name="detail"),
    path("<str:reference>/versions/<int:number>/", reading.VersionText.as_view(), name="text"),
    path("<str:reference>/versions/<int:number>/changes/", comments.Changes.as_view(), name="changes"),
    path("<str:reference>/versions/<int:number>/pdf/", reading.VersionPdf.as_view(), name="pdf"),
    path(
        "<str:reference>/versions/<int:number>/commitments.csv",
        reading.CommitmentsCsv.as_view(),
        name="commitments-csv",
    ),
    path("<str:reference>/versions/<int:number>/canonical/", reading.CanonicalText.as_view(), name="canonical"),
]
drafting_pages = [
    path("clauses/<slug:slug>/", clauses.Clauses.as_view(), name="clauses"),
    path("clauses/<slug:slug>/<slug:key>/", clauses.EditClause.as_view(), name="clause"),
    path("start/", drafting.AgreementStart.as_view(), name="start"),
    path("<str:reference>/draft/", drafting.Draft.as_view(), name="draft"),
    path("<str:reference>/draft/details/", drafting.Details.as_view(), name="details"),
    path("<str:reference>/draft/sections/add/", drafting.SectionAdd.as_view(), name="section-add"),
    path("<str:reference>/draft/sections/<slug:key>/", drafting.SectionEdit.as_view(), name="section"),
    path(
        "<str:reference>/draft/sections/<slug:key>/remove/",
        drafting.SectionRemove.as_view(),
        name="section-remove",
    ),
    path("<str:reference>/draft/commitments/add/", drafting.CommitmentAdd.as_view(), name="commitment-add"),
    path("<str:reference>/draft/commitments/<int:pk>/", drafting.CommitmentEdit.as_view(), name="commitment"),
    path(
        "<str:reference>/draft/commitments/<int:pk>/remove/",
        drafting.CommitmentRemove.as_view(),
        name="commitment-remove",
    ),
    path("<str:reference>/new-version/", drafting.NewVersion.as_view(), name="new-version"),
]
bulk_pages = [
    path("area/<slug:slug>/", bulk.AreaCopies.as_view(), name="area-copies"),
    path("<str:reference>/record/", bulk.Record.as_view(), name="record"),
    path("<str:reference>/record.json", bulk.RecordJson.as_view(), name="record-json"),
    path("<str:reference>/papers/", bulk.Papers.as_view(), name="papers"),
]
round_pages = [
    path("<str:reference>/send/", rounds.Send.as_view(), name="send"),
    path("<str:reference>/send/check/", rounds.SendCheck.as_view(), name="send-check"),
    path("<str:reference>/board/", rounds.Board.as_view(), name="board"),
    path("<str:reference>/board.csv", rounds.BoardCsv.as_view(), name="board-csv"),
    path("<str:reference>/extend/", waiting.Extend.as_view(), name="extend"),
    path("<str:reference>/remind/", waiting.RemindAll.as_view(), name="remind-all"),
    path("<str:reference>/close/", rounds.Close.as_view(), name="close"),
    path("<str:reference>/withdraw/", rounds.Withdraw.as_view(), name="withdraw"),
    path("<str:reference>/invite/", rounds.InviteLater.as_view(), name="invite"),
    path("<str:reference>/councils/<slug:slug>/remind/", waiting.Remind.as_view(), name="remind"),
    path("<str:reference>/councils/<slug:slug>/extend/", waiting.ExtendOne.as_view(), name="extend-one"),
    path("<str:reference>/publish/", rounds.Publish.as_view(), name="publish"),
]
comment_pages = [
    path("<str:reference>/comments/", comments.Comments.as_view(), name="comments"),
    path("<str:reference>/comments/<int:pk>/", comments.Decide.as_view(), name="comment-decide"),
    path(
        "<str:reference>/councils/<slug:slug>/comments/<slug:key>/",
        comments.CommentOnSection.as_view(),
        name="section-comment",
    ),
]
signing_pages = [
    path("<str:reference>/councils/<slug:slug>/", signing.ResponseDetail.as_view(), name="response"),
    path("<str:reference>/councils/<slug:slug>/paper/", signing.Paper.as_view(), name="paper"),
    path("<str:reference>/councils/<slug:slug>/answer/", signing.GiveAnswer.as_view(), name="answer"),
    path("<str:reference>/councils/<slug:slug>/sign/", signing.Sign.as_view(), name="sign"),
    path("<str:reference>/councils/<slug:slug>/sign/check/", signing.SignCheck.as_view(), name="sign-check"),
    path("<str:reference>/councils/<slug:slug>/signed/", signing.Signed.as_view(), name="signed"),
    path("<str:reference>/councils/<slug:slug>/signatory/", signatories.NameSignatory.as_view(), name="signatory"),
    path("<str:reference>/councils/<slug:slug>/successors/", successors.AskSuccessors.as_view(), name="successors"),
    path("<str:reference>/councils/<slug:slug>/record/", receiving.RecordReply.as_view(), name="record-reply"),
    path("<str:reference>/councils/<slug:slug>/received/<int:pk>/", receiving.Scan.as_view(), name="scan"),
    path(
        "<str:reference>/councils/<slug:slug>/record-signature/",
        signed_pages.RecordSignature.as_view(),
        name="record-signature",
    ),
    path("<str:reference>/councils/<slug:slug>/object/<int:pk>/", signed_pages.Objection.as_view(), name="object"),
    path("<str:reference>/association/", signed_pages.RecordAssociation.as_view(), name="record-association"),
    path("<str:reference>/signed-pages/<int:pk>/", signed_pages.Scan.as_view(), name="signed-page"),
    path("<str:reference>/countersign/", signing.Countersign.as_view(), name="countersign"),
    path("<str:reference>/countersign/check/", signing.CountersignCheck.as_view(), name="countersign-check"),
]
progress_pages = [
    path("<str:reference>/progress/", commitments.Progress.as_view(), name="progress"),
    path("<str:reference>/residents/", commitments.Residents.as_view(), name="residents"),
    path("<str:reference>/progress-report/", commitments.ProgressReport.as_view(), name="progress-report"),
    path("<str:reference>/progress.csv", commitments.ProgressCsv.as_view(), name="progress-csv"),
    path("<str:reference>/progress/<uuid:key>/", commitments.CommitmentProgress.as_view(), name="commitment-progress"),
    path("<str:reference>/progress/<uuid:key>/<slug:slug>/", commitments.Report.as_view(), name="report-progress"),
    path("<str:reference>/progress/<int:pk>/change/", commitments.EntryEdit.as_view(), name="progress-entry"),
    path("<str:reference>/progress/<int:pk>/comment/", commitments.EntryComment.as_view(), name="progress-comment"),
    path("<str:reference>/progress/<int:pk>/evidence/", commitments.EntryEvidence.as_view(), name="progress-evidence"),
]
champion_pages = [
    path("champions/<slug:slug>/", champions.Champion.as_view(), name="champion"),
    path("champions/<slug:slug>/appoint/", champions.Appoint.as_view(), name="champion-appoint"),
    path("champions/<slug:slug>/log/", champion_log.Log.as_view(), name="champion-log"),
    path("champions/<slug:slug>/board/", champion_board.ChampionBoard.as_view(), name="champion-board"),
    path("champions/<slug:slug>/training/", champion_reports.Training.as_view(), name="champion-training"),
    path("champions/<slug:slug>/years/<int:year>/", champion_reports.CouncilReport.as_view(), name="champion-report"),
    path("champions/<slug:slug>/area/<int:year>/", champion_reports.AreaReport.as_view(), name="champion-area-report"),
    path("champion/<uuid:public_id>/change/", champions.ChangeAppointment.as_view(), name="champion-change"),
    path("champion/<uuid:public_id>/end/", champions.EndAppointment.as_view(), name="champion-end"),
    path("champion/<uuid:public_id>/needs/", champions.Needs.as_view(), name="champion-needs"),
    path("champion/<uuid:public_id>/log/", champion_log.LogAdd.as_view(), name="champion-log-add"),
    path("champion-log/<uuid:public_id>/", champion_log.EntryEdit.as_view(), name="champion-entry"),
    path("champion-log/<uuid:public_id>/strike-out/", champion_log.EntryStrike.as_view(), name="champion-entry-strike"),
]
life_pages = [
    path("<str:reference>/dates/", life.Life.as_view(), name="life"),
    path("<str:reference>/renew/", life.Renew.as_view(), name="renew"),
    path("<str:reference>/review/", reviews.ReviewPage.as_view(), name="review"),
    path("<str:reference>/review/open/", reviews.Open.as_view(), name="review-open"),
    path("<str:reference>/review/close/", reviews.Close.as_view(), name="review-close"),
    path("<str:reference>/review/<slug:slug>/", reviews.Say.as_view(), name="review-say"),
    path("<str:reference>/leave/<slug:slug>/", reviews.Leave.as_view(), name="leave"),
]
urlpatterns = [
    *drafting_pages[:1],
    *reading_pages[:3],
    *champion_pages,
    *bulk_pages,
    *drafting_pages[1:],
    *round_pages,
    *comment_pages,
    *signing_pages,
    *progress_pages,
    *life_pages,
    *reading_pages[3:],
]
