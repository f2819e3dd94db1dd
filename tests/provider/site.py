"""The provider's addresses, and what it says of people."""

from django.contrib.auth.views import LoginView
from django.urls import include, path
from oauth2_provider.oauth2_validators import OAuth2Validator

from . import PEOPLE

urlpatterns = [path("o/", include("oauth2_provider.urls", namespace="oauth2_provider")), path("sign-in/", LoginView.as_view())]


class Validator(OAuth2Validator):
    """Says what an identity provider says: name and address, under the standard's scopes."""

    oidc_claim_scope = OAuth2Validator.oidc_claim_scope | {"name": "profile", "address": "address"}

    def get_additional_claims(self, request):
        first, last, street, postcode = PEOPLE[request.user.username]
        address = {"street_address": street, "postal_code": postcode, "country": "BE"}
        return {"name": f"{first} {last}", **({"address": address} if street else {})}
