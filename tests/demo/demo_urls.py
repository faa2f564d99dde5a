"""The portal's addresses with the demonstration's, as config.settings.demo has them."""

from django.urls import include, path

from config.urls import urlpatterns as portal_urls

urlpatterns = [path("demo/", include("demo.urls")), *portal_urls]
