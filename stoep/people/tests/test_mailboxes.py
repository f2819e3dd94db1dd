"""Only plain e-mail addresses are taken: one mailbox has one spelling, and none writes a line of a mail (SECURITY E6, E7)."""

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from stoep.membership.forms.joining import YouForm
from stoep.places.forms import TellMeForm

ODD = [
    '"a\x0bBcc:v@x.org"@evil.example', '"\x0b\x0bhallo"@evil.example', '"a\x1cb"@evil.example', '"a,b"@evil.example', '""@evil.example',
    "=?utf-8?q?an?=@example.org", "=?utf-8?q?a=0d=0aRCPT?=@evil.example", "x=?utf-8?q?n?=@example.org",
    "an@localhost", "an@[127.0.0.1]", "an@[::1]",
]  # fmt: skip


@pytest.mark.parametrize("odd", ODD)
def test_no_other_is_taken(odd):
    with pytest.raises(ValidationError):
        validate_email(odd)
    for field in (YouForm.base_fields["email"], TellMeForm.base_fields["email"], forms.EmailField()):
        with pytest.raises(ValidationError):
            field.clean(odd)


@pytest.mark.parametrize("plain", ["an@example.org", "An.O'Neil+stoep@mail.example.co.uk", "a=b?c@example.org", "an@über.example"])
def test_plain_ones_are(plain):
    validate_email(plain)


@pytest.mark.django_db
@pytest.mark.parametrize("odd", ODD[:2] + ODD[5:7])
@pytest.mark.parametrize("path", ["/account/password/reset/", "/account/login/code/"])
def test_whoever_types_one_reads_so(client, path, odd):
    answer = client.post(path, {"email": odd})
    assert answer.status_code == 200 and answer.context["form"].errors["email"]
