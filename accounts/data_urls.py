"""Addresses of pages about personal data."""

from django.urls import path

from accounts.views import complaints, my_data, removals

data_pages = [
    path("me/data/", my_data.MyData.as_view(), name="my-data"),
    path("me/data/take/", my_data.TakeMyData.as_view(), name="take-my-data"),
    path("me/data/remove/", my_data.RemoveMe.as_view(), name="remove-me"),
    path("me/data/remove/confirm/", my_data.ConfirmRemoveMe.as_view(), name="confirm-remove-me"),
    path("complaints/", complaints.Complaints.as_view(), name="complaints"),
    path("complaints/new/", complaints.Complain.as_view(), name="complain"),
    path("complaints/made/", complaints.ComplaintMade.as_view(), name="complaint-made"),
    path("complaints/<uuid:public_id>/", complaints.Complaint.as_view(), name="complaint"),
    path("removed/", my_data.Removed.as_view(), name="removed"),
    path("removals/", removals.Removals.as_view(), name="removals"),
    path("removals/new/", removals.ChooseToRemove.as_view(), name="choose-to-remove"),
    path("removals/check/", removals.RemovePerson.as_view(), name="remove-person"),
]
