"""Sealing and signing, against the example of the standard and read back as a browser and a push service would."""

import json

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from stoep.lib.webpush import CURVE, SIZE, public_key, raw, seal, signed, unb64

from .browser import Browser

# RFC 8291, section 5 and appendix A.
TEXT = b"When I grow up, I want to be a watermelon"
OWN = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
THEIRS = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
SECRET, SALT = "BTBZMqHH6r4Tts7J_aSIgg", "DGv6ra1nlYgDCS1FRnbzlw"
BODY = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPT"
    "pK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
)


def test_the_example_of_the_standard():
    own = ec.derive_private_key(int.from_bytes(unb64(OWN), "big"), CURVE)
    assert seal(TEXT, unb64(THEIRS), unb64(SECRET), salt=unb64(SALT), own=own, size=len(TEXT) + 1) == unb64(BODY)


def test_a_browser_reads_it_back_and_every_message_is_as_long_as_the_next():
    browser = Browser()
    bodies = [seal(text, browser.point, browser.secret) for text in (b"", b"Iets nieuws", b"x" * (SIZE - 1))]
    assert [browser.open(body) for body in bodies] == [b"", b"Iets nieuws", b"x" * (SIZE - 1)]
    assert len({len(body) for body in bodies}) == 1
    assert seal(b"x", browser.point, browser.secret) != seal(b"x", browser.point, browser.secret)


@pytest.mark.parametrize(
    "point, secret",
    [(b"\x04" + bytes(64), bytes(16)), (b"", bytes(16)), (raw(ec.generate_private_key(CURVE)), b"x")],
    ids=["no point on the curve", "empty", "a short secret"],
)
def test_what_is_no_browser_is_refused(point, secret):
    with pytest.raises(ValueError):
        seal(b"x", point, secret)


def test_too_long_is_refused():
    with pytest.raises(ValueError):
        seal(b"x" * SIZE, Browser().point, Browser().secret)


def test_who_sends_it_can_be_checked():
    head = signed("https://push.example.org/abc?d")["Authorization"]
    scheme, _, rest = head.partition(" ")
    token, key = (part.partition("=")[2] for part in rest.split(", "))
    assert scheme == "vapid" and key == public_key()
    text, _, signature = token.rpartition(".")
    said = json.loads(unb64(text.split(".")[1]))
    assert said["aud"] == "https://push.example.org" and said["sub"].startswith("mailto:")
    point = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, unb64(key))
    r, s = unb64(signature)[:32], unb64(signature)[32:]
    der = encode_dss_signature(int.from_bytes(r, "big"), int.from_bytes(s, "big"))
    point.verify(der, text.encode(), ec.ECDSA(hashes.SHA256()))
    with pytest.raises(InvalidSignature):
        point.verify(der, text.encode() + b"x", ec.ECDSA(hashes.SHA256()))
