from django.urls import path

from . import views

urlpatterns = [
    path("find/", views.find, name="find"),
    path("find/streets/", views.streets, name="streets"),
    path("about/", views.about, name="about"),
    path("security/", views.security, name="security"),
]
