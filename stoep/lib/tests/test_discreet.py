"""What a log line never holds."""

import io
import logging

import pytest
from django.test import Client

from stoep.lib.discreet import Discreet


@pytest.mark.django_db
def test_what_was_sent_and_refused_is_one_line_and_a_fault_of_ours_all_of_it():
    said = io.StringIO()
    handler = logging.StreamHandler(said)
    handler.addFilter(Discreet())
    logging.getLogger().addHandler(handler)
    try:
        assert Client().post("/account/login/", {"login": "x" * 9_000_000}).status_code in (400, 413)
        refused = said.getvalue()
        try:
            raise ValueError("ours")
        except ValueError:
            logging.getLogger("stoep.web").exception("it broke")
    finally:
        logging.getLogger().removeHandler(handler)
    assert refused.strip() and "Traceback" not in refused
    assert "Traceback" in said.getvalue(), "what broke is written whole"
