"""Addresses of the demonstration."""

from django.urls import path

from demo import views

app_name = "demo"
urlpatterns = [
    path("", views.Roles.as_view(), name="roles"),
    path("app/", views.App.as_view(), name="app"),
    path("mail/", views.Mailbox.as_view(), name="mailbox"),
    path("mail/<str:key>/", views.Message.as_view(), name="message"),
    path("mail/<str:key>/html/", views.MessageHtml.as_view(), name="message-html"),
]
