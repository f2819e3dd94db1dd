from django.urls import path

from . import views

urlpatterns = [
    path("account/data/", views.my_data, name="my_data"),
    path("account/data/ask/", views.ask_export, name="ask_export"),
    path("account/data/<uuid:export>/fetch/", views.fetch_export, name="fetch_export"),
    path("account/data/erase/", views.erase_account, name="erase_account"),
    path("account/erased/", views.account_erased, name="account_erased"),
    path("account/here/<str:token>/", views.still_here, name="still_here"),
    path("account/way-back/", views.mail_way_back, name="mail_way_back"),
    path("account/back/<str:token>/", views.come_back, name="come_back"),
]
