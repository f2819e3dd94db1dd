"""Somebody who joins: the steps as a browser sends them, and the digits from the mail that went out."""

import re

from django.core import mail
from django.test import Client

from stoep.places.reference import encode

PASSWORD = "krijt op de blauwe stoep"


def digits() -> str:
    """The six digits of the newest mail."""
    return re.search(r"^\s+(\d{6})\s*$", mail.outbox[-1].body, re.M)[1]


class Joiner:
    """One browser on the way in. Each step returns the response."""

    def __init__(self, address, client=None, network="198.51.100.7"):
        self.client, self.address = client or Client(), address
        self.client.defaults["REMOTE_ADDR"] = network
        self.client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"

    def pick(self, **more):
        reference = encode(self.address.neighbourhood_id, self.address.id)
        return self.client.post("/join/", {"address": reference, **more})

    def code(self, code):
        return self.client.post("/join/code/", {"code": code})

    def you(self, email="gust@example.org", name="Gust Maes", password=PASSWORD, **more):
        return self.client.post(
            "/join/you/", {"name": name, "email": email, "password": password, "agree": "on", "old_enough": "on", **more}
        )

    def mail(self, typed=None):
        return self.client.post("/join/mail/", {"digits": typed or digits()})

    def all_the_way(self, code, **you):
        """Up to the page after joining."""
        for response in (self.pick(), self.code(code), self.you(**you)):
            assert response.status_code == 302, response.content.decode()
        return self.mail()
