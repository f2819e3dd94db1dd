"""The `stoep` command as a shell sees it: exit codes, one-line errors, nothing but JSON on standard output."""

import os
import subprocess
import sys
from types import SimpleNamespace

import psycopg
import pytest
from django.db import OperationalError

from stoep import cli
from stoep.cli.errors import Stop
from stoep.cli.psql import entrance
from stoep.cli.worker import on_a_living_connection
from stoep.lib.embedded_postgres import ServerError


def test_help_names_every_command(capsys):
    assert cli.main([]) == 0
    said = capsys.readouterr().out
    assert all(f"stoep {name} " in said for name in cli.COMMANDS)


def test_an_unknown_command_is_refused_in_words(capsys):
    assert cli.main(["fly"]) == 2
    assert "there is no command 'fly'" in capsys.readouterr().err


def test_every_command_has_its_module_and_explains_itself(capsys):
    for name in cli.COMMANDS:
        with pytest.raises(SystemExit) as left:
            cli.run(name, ["--help"])
        assert left.value.code == 0
        assert f"usage: stoep {name}" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (Stop("give a town"), 2, "stoep: give a town\n"),
        (KeyboardInterrupt(), 130, ""),
        (ServerError("PostgreSQL does not start"), 1, "stoep: PostgreSQL does not start\n"),
        (
            OperationalError("connection refused\nIs it running?"),
            1,
            "stoep: the database does not answer: connection refused\n",
        ),
        (psycopg.OperationalError("gone"), 1, "stoep: the database does not answer: gone\n"),
        (FileNotFoundError(2, "No such file", "x.csv"), 1, "stoep: x.csv: No such file\n"),
    ],
)
def test_what_is_no_fault_of_ours_is_one_line(monkeypatch, capsys, error, code, said):
    def fail(*_):
        raise error

    monkeypatch.setattr(cli, "run", fail)
    assert cli.main(["check"]) == code
    assert capsys.readouterr().err == said


def test_a_fault_of_ours_shows_itself(monkeypatch):
    def fail(*_):
        raise ZeroDivisionError

    monkeypatch.setattr(cli, "run", fail)
    with pytest.raises(ZeroDivisionError):
        cli.main(["check"])


def test_a_reader_who_leaves_early_is_no_error():
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "stoep", "help"], stdout=writing, stderr=subprocess.PIPE, text=True, check=False
    )
    os.close(writing)
    assert done.stderr == ""


def test_the_port_is_part_of_the_sites_address():
    code = (
        "from stoep.cli import set_up; set_up(['--port', '8123']); from django.conf import settings; print(settings.BASE_URL)"
    )
    environment = {name: value for name, value in os.environ.items() if name != "STOEP_BASE_URL"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, env=environment)
    assert done.stdout == "http://127.0.0.1:8123\n", done.stderr


@pytest.mark.parametrize(
    ("role", "login"),
    [
        ("stoep_resident", "stoep_web"),
        ("stoep_desk", "stoep_web"),
        ("stoep_account", "stoep_web"),
        ("stoep_desk_account", "stoep_desk_web"),
        ("stoep_keeper", "stoep_worker"),
    ],
)
def test_psql_enters_by_the_login_that_may_become_the_role(role, login):
    assert entrance(role) == (login, role)
    assert entrance(login) == (login, None)


@pytest.mark.django_db
def test_a_job_that_fails_says_where_and_nothing_of_whom(caplog):
    def failing():
        raise ValueError("an@example.test")

    context = SimpleNamespace(job=SimpleNamespace(task_name="mail_message", attempts=1))
    with pytest.raises(ValueError, match="an@"):
        on_a_living_connection(failing, context, None)
    assert "mail_message failed, at attempt 2: ValueError in" in caplog.text and "an@" not in caplog.records[0].getMessage()
