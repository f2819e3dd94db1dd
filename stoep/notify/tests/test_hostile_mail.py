"""A mail that is made to be dear: a stranger's is not opened at all, and one to an address of ours is read in a measured time."""

from email.message import EmailMessage

import pytest

from stoep.notify.replies import reading
from stoep.notify.replies.heads import addressed, heads_of, parted
from stoep.notify.replies.parts import MOST, parts_of
from stoep.notify.replies.reading import Unreadable, read_apart, read_mail
from tests.quickest import quickest

FROM = b"From: a@example.org\nTo: answers@example.org\n"
LONG = 1_900_000


def nested(depth: int) -> bytes:
    heads = b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (i, i) for i in range(depth))
    return FROM + heads + b"Content-Type: text/plain\n\n" + b"\n" * LONG


def within(*parts: bytes) -> bytes:
    return FROM + b'Content-Type: multipart/mixed; boundary="q"\n\n' + b"".join(b"--q\n" + part for part in parts)


BOMBS = {
    "nested boundaries": nested(300),
    "as deep as we look": nested(9),
    "a type with a million semicolons": FROM + b"Content-Type: text/plain" + b";" * LONG + b"\n\nhi",
    "a type with a quarter of a million parameters": FROM + b"Content-Type: text/plain; " + b"a*0=x; " * 250_000 + b"\n\nhi",
    "the charset punycode": FROM + b"Content-Type: text/plain; charset=punycode\n\n" + b"a" * 900_000 + b"-" + b"z" * 900_000,
    "the charset of an escape": FROM + b"Content-Type: text/plain; charset=unicode_escape\n\n" + b"\\N{DIGIT ONE}" * 100_000,
    "hundreds of thousands of parts": FROM + b'Content-Type: multipart/mixed; boundary="q"\n\n' + b"--q\n\n" * 400_000,
    "parts that hold parts that hold nothing": within(*[b"Content-Type: multipart/mixed; boundary=r\n\n" + b"--r\n\n" * 50] * 5_000),
    "a boundary of one letter": FROM + b"Content-Type: multipart/mixed; boundary=-\n\n" + b"-" * LONG,
    "a boundary and blanks": FROM + b"Content-Type: multipart/mixed; boundary=q\n\n" + (b"--q" + b" " * 999 + b"x\n") * 1_900,
    "a million lines of heads": FROM + b"X: y\n" * 380_000 + b"\nhi",
    "one head of a million lines": FROM + b"Subject: x\n" + b" y\n" * 600_000 + b"\nhi",
    "nothing but line ends": b"\r" * LONG,
    "nothing but ends of lines that have none": b"\r\nx" * 600_000,
    "a sender in brackets": b"From: " + b"(" * LONG + b"\nTo: answers@example.org\n\nhi",
    "a sender of commas": b"From: " + b"<a@b>," * 300_000 + b"\n\nhi",
    "a million addresses": b"To: " + b"answers@example.org, " * 90_000 + b"\n\nhi",
    "base64 of nothing": FROM + b"Content-Transfer-Encoding: base64\n\n" + b"=" * LONG,
    "soft line ends": FROM + b"Content-Transfer-Encoding: quoted-printable\n\n" + b"=  " * 600_000,
    "open tags": FROM + b"Content-Type: text/html\n\n" + b"<b><i><a href=x>" * 110_000,
    "tables in tables": FROM + b"Content-Type: text/html\n\n" + b"<table><tr><td>" * 120_000,
    "quotes in quotes": FROM + b"Content-Type: text/html\n\n" + b"<blockquote><div class=gmail_quote>x</p>" * 40_000,
}  # fmt: skip


@pytest.mark.parametrize("bomb", BOMBS)
def test_it_is_read_in_two_seconds_and_its_address_in_a_tenth_of_that(bomb):
    assert quickest(lambda: addressed(parted(BOMBS[bomb])[0]), 0.2) < 0.2
    assert quickest(lambda: read_bomb(BOMBS[bomb]), 2) < 2


def read_bomb(bomb):
    try:
        letter = read_mail(bomb)
        assert len(letter.text) <= reading.LONGEST and len(letter.sender) <= reading.SENDER
    except (ValueError, RecursionError):
        pass  # in the child it is one answer, Unreadable


def test_the_child_that_reads_has_a_measure_of_time_and_of_memory(monkeypatch):
    monkeypatch.setattr(reading, "PATIENCE", 0.01)
    with pytest.raises(Unreadable, match="stopped after"):
        read_apart(FROM + b"\nhi")
    monkeypatch.setattr(reading, "PATIENCE", 20)
    monkeypatch.setattr(reading, "MEMORY", 40_000_000)
    with pytest.raises(Unreadable, match="ended with"):
        read_apart(BOMBS["nested boundaries"])


def test_what_a_library_stumbles_over_is_said_without_a_word_of_it():
    with pytest.raises(Unreadable) as found:
        read_apart(b"From: " + b"(" * 1_000 + b"geheim\n\ngeheim")
    assert "geheim" not in str(found.value)


def test_the_child_says_what_a_neighbour_wrote():
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Message-ID"] = "Zoë <zoe@example.org>", "x@example.org", "<1@example.org>"
    mail.set_content("Ja, één ladder 🪜.")
    mail.add_alternative("<p>Nee</p>", subtype="html")
    mail.add_attachment(b"x" * 900_000, maintype="image", subtype="png", filename="foto.png")
    letter = read_apart(mail.as_bytes())
    assert (letter.text.strip(), letter.sender) == ("Ja, één ladder 🪜.", "zoe@example.org")
    assert (letter.ident, letter.attached) == ("<1@example.org>", 1)


def test_of_many_parts_the_first_are_looked_at():
    mail = within(b"Content-Type: text/plain\n\nJa.\n", *[b"Content-Type: image/png\n\nx\n"] * 90)
    assert len(parts_of(mail)) == MOST - 1 and read_mail(mail).text == "Ja."


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_every_kind_of_line_end(end):
    lines = [b"From: an@example.org", b"To: a@example.org,", b"\tb@example.org", b"Content-Type: multipart/mixed;", b" boundary=q", b"",
             b"foreword", b"--q", b"", b"Ja,", b"", b"graag.", b"--q  ", b"Content-Type: image/png", b"", b"x", b"--q--",
             b"afterword"]  # fmt: skip
    heads, _content = parted(end.join(lines))
    letter = read_mail(end.join(lines))
    assert addressed(heads) == "a@example.org,\tb@example.org"
    assert (letter.text.encode().split(end), letter.attached) == ([b"Ja,", b"", b"graag."], 1)


def test_a_letter_that_is_cut_in_two_does_not_spoil_the_others():
    coded = "é".encode() * 300_000
    assert read_mail(FROM + b"Content-Type: text/plain; charset=utf-8\n\nx" + coded).text[:3] == "xéé"


def test_heads_that_nobody_asked_for_are_not_kept():
    assert heads_of(b"Subject: geheim\nTo: x@example.org\nnonsense\n : y\nTO: z@example.org") == {"to": ["x@example.org", "z@example.org"]}
