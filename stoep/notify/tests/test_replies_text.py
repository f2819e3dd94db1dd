"""The answer alone, out of what mail programs in four languages make of it; and mails as they really come."""

from email.message import EmailMessage

import pytest

from stoep.notify.replies.heads import by_machine, parted
from stoep.notify.replies.reading import plain, read_mail
from stoep.notify.replies.stripping import answer_in
from tests.quickest import quickest

OURS = "##- Schrijf je antwoord boven deze lijn -##"
QUOTED = f"\n> {OURS}\n>\n> Dag An,\n> Bram antwoordde onder je bericht."


@pytest.mark.parametrize(
    "head",
    [
        "Op zo 22 nov 2026 om 10:15 schreef Brug · Stoep <reply+abc@stoep.example>:",
        "Op 22 nov. 2026 om 10:15 heeft Brug · Stoep <reply+abc@stoep.example> het volgende geschreven:",
        "Le dim. 22 nov. 2026 à 10:15, Brug · Stoep <reply+abc@stoep.example> a écrit :",
        "Le 22 nov. 2026 à 10:15, Brug · Stoep\n<reply+abc@stoep.example> a écrit :",
        "Am 22.11.26 um 10:15 schrieb Brug · Stoep:",
        "Am So., 22. Nov. 2026 um 10:15 Uhr schrieb Brug · Stoep <\nreply+abc@stoep.example>:",
        "On Sun, Nov 22, 2026 at 10:15 AM Brug · Stoep <reply+abc@stoep.example> wrote:",
        "On Sun, Nov 22, 2026 at 10:15 AM\nBrug · Stoep\n<reply+abc@stoep.example> wrote:",
        "________________________________\nVan: Brug · Stoep <reply+abc@stoep.example>\nVerzonden: zondag 22 november 2026 10:15\nAan: An",
        "De : Brug · Stoep <reply+abc@stoep.example>\nEnvoyé : dimanche 22 novembre 2026 10:15\nÀ : An\nObjet : Une réponse",
        "Von: Brug · Stoep <reply+abc@stoep.example>\nGesendet: Sonntag, 22. November 2026 10:15\nAn: An\nBetreff: Eine Antwort",
        "*From:* Brug · Stoep\n*Sent:* Sunday\n*To:* An\n*Subject:* x",
        "-----Oorspronkelijk bericht-----\nVan: Brug",
        "-------- Message d'origine --------\nDe : Brug",
        "-------- Ursprüngliche Nachricht --------",
        "---------- Forwarded message ---------",
        "Verstuurd vanaf mijn iPhone",
        "Envoyé de mon iPhone",
        "Von meinem iPhone gesendet",
        "Sent from my Galaxy",
        "Download Outlook voor Android",
        "-- \nAn Peeters\n09 000 00 00",
        "",
    ],
)  # fmt: skip
def test_what_mail_programs_add(head):
    said = "Ja, ik kom zaterdag.\n\n- met een ladder\n- met een emmer\n\nOp tijd!"
    assert answer_in(f"{said}\r\n\r\n{head}{QUOTED}") == said


@pytest.mark.parametrize(
    "text",
    [
        "Op zaterdag kan ik niet.\nZondag wel:", "Le matin je peux, le soir je ne peux pas.", "Am Montag geht es nicht.",
        "On Sunday I wrote you:\nyes",
        "Van: mij mag het.", "Thanks,\nI will bring the ladder.", "Best,\nbut tomorrow", "a\n\n\nb", "> niet vergeten staat er\nDat klopt.",
    ],
)  # fmt: skip
def test_what_only_looks_like_it_stays(text):
    assert answer_in(text + f"\n\n{OURS}\n") == text.removeprefix("> niet vergeten staat er\n")


@pytest.mark.parametrize("text", ["", "\n\n", QUOTED, f"{OURS}\nhallo", "-- \nAn"])
def test_nothing_said(text):
    assert answer_in(text) == ""


@pytest.mark.parametrize(
    "line",
    ["Op " + "a" * 99_000, "Op " + "schreef " * 12_000, ">" * 100_000, "Van: " * 20_000, "\n" * 100_000, "On x\n" * 25_000, "_" * 100_000],
)
def test_nothing_makes_it_run_away(line):
    assert quickest(lambda: answer_in(line), 1) < 1


def mail(**headers) -> EmailMessage:
    out = EmailMessage()
    for name, value in {"From": "An <an@example.org>", "To": "x@example.org", "Message-ID": "<1@example.org>", **headers}.items():
        out[name.replace("_", "-")] = value
    return out


def test_plain_before_html_and_what_is_attached_is_counted():
    given = mail()
    given.set_content("Ja, graag.")
    given.add_alternative("<p>Nee</p>", subtype="html")
    given.add_attachment(b"x", maintype="image", subtype="png", filename="foto.png")
    letter = read_mail(given.as_bytes())
    assert (letter.text.strip(), letter.sender, letter.attached) == ("Ja, graag.", "an@example.org", 1)
    assert not by_machine(parted(given.as_bytes())[0])


def test_html_alone():
    given = mail()
    given.set_content(
        "<html><head><title>weg</title><style>p{}</style></head><body><div>Ja,<br>graag &amp; <b>snel</b>.</div><p>Tot zo</p>"
        '<div class="gmail_quote"><div>Op zo schreef Brug:</div><blockquote>##- lijn <p>dicht</blockquote></div>'
        "<script>weg</script></body></html>",
        subtype="html",
    )
    assert answer_in(read_mail(given.as_bytes()).text) == "Ja,\ngraag & snel.\n\nTot zo"


@pytest.mark.parametrize(
    "charset, raw",
    [("utf-8", "Café".encode()), ("iso-8859-1", "Café".encode("latin-1")), ("x-unknown", "Café".encode()),
     ("utf-8", "Café".encode("cp1252")), ("us-ascii", "Café".encode())],
)  # fmt: skip
def test_broken_charsets(charset, raw):
    head = f"From: an@example.org\r\nContent-Type: text/plain; charset={charset}\r\nContent-Transfer-Encoding: 8bit\r\n\r\n".encode()
    assert read_mail(head + raw).text.startswith("Caf")


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"}, {"Auto_Submitted": "auto-generated; x"}, {"Precedence": "bulk"}, {"Return_Path": "<>"},
        {"List_Id": "x"}, {"X_Autoreply": "yes"}, {"X_Stoep": "answer"},
    ],
)  # fmt: skip
def test_machines(headers):
    given = mail(**headers)
    given.set_content("Ik ben afwezig tot maandag.")
    assert by_machine(parted(given.as_bytes())[0])


@pytest.mark.parametrize(
    "raw",
    [b"", b"\0", b"\xff" * 1000, b"From: a@b\r\nFrom: c@d\r\n\r\nx",
     b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n--x\r\n" * 50,
     b"Content-Type: text/plain; charset=\"\0\"\r\n\r\nx", b"From: =?x?q?=\r\nTo: \r\n\r\n"],
)  # fmt: skip
def test_nonsense_is_read_without_a_fall(raw):
    letter = read_mail(raw)
    assert letter.sender in ("", "a@b", "=?x?q?=")


def test_who_writes_two_names_into_from_is_nobody():
    assert read_mail(b"From: an@example.org, spy@example.net\r\n\r\nx").sender == ""
    assert read_mail(b"From: an@example.org\r\nFrom: spy@example.net\r\n\r\nx").sender == ""


@pytest.mark.parametrize("html", ["<a", "<!--", "<![", "</", "<a a='", "<?", "<div>", "<p><table>", "<b><i>", "<blockquote>x"])
def test_html_made_to_be_broken_takes_no_time(html):
    assert quickest(lambda: plain((html * 100_000)[:100_000]), 3) < 3
