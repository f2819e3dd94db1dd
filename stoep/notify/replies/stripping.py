"""What somebody wrote in their answer, without the mail they answered, their signature, and what their phone adds.

Our mails ask to answer above a line; what stands below it in the answer is the quoted mail. Above it mail programs put "On … wrote:" and
the like. Each line is looked at once, by patterns that cannot run away: the text comes from outside. (The library mail-parser-reply takes
any line that begins with a dash, and all that follows "Thanks,", for a signature; and its patterns take quadratic time.)
"""

import re

LINE = "##- "  # begins the line above which one answers, in every language
LOOKED_AT, MOST_LINES = 1000, 3000  # characters of a line, and lines; an answer has fewer

WROTE = re.compile(
    r"^(?:Op|On|Le|Am)\b.{4,300}(?:schreef|geschreven|wrote|a écrit|écrivait|schrieb).{0,150}:$",
    re.I,
)
BEGINS = re.compile(r"^(?:Op|On|Le|Am)\b.{4,}", re.I)
HEAD = re.compile(r"^\*?(?:Van|From|De|Von)\s?:\*?\s", re.I)
HEADS = re.compile(r"^\*?(?:Verzonden|Sent|Envoyé|Gesendet|Datum|Date|Aan|To|À|An|Onderwerp|Subject|Objet|Betreff|Cc)\s?:", re.I)
DIVIDER = re.compile(
    r"^(?:_{20,}|-{2,}\s*(?:Oorspronkelijk bericht|Original message|Message d.origine|Ursprüngliche Nachricht|Originalnachricht|"
    r"Doorgestuurd bericht|Forwarded message|Message transféré).{0,40})$",
    re.I,
)
PHONE = re.compile(
    r"^(?:Verstuurd (?:vanaf|via|met)|Verzonden (?:vanaf|via|met)|Sent (?:from|via|with)|Get Outlook|Outlook voor|Download Outlook|"
    r"Envoyé (?:de|depuis|avec)|Télécharger Outlook|Gesendet (?:von|mit)|Von meinem .{2,30} gesendet|Holen Sie sich Outlook)\b.{0,80}$",
    re.I,
)


def answer_in(text: str) -> str:
    """The answer alone. "" when there is nothing but what was quoted."""
    lines = [line.strip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")[:MOST_LINES]]
    kept = lines[: _end([line[:LOOKED_AT] for line in lines])]
    while kept and (not kept[-1] or kept[-1].startswith(">")):
        kept.pop()
    while kept and (not kept[0] or kept[0].startswith(">")):
        kept.pop(0)
    return "\n".join(kept)


def _end(lines: list[str]) -> int:
    """Where the answer ends and something else begins."""
    for at, line in enumerate(lines):
        if LINE in line or line in ("--", "—") or DIVIDER.match(line) or PHONE.match(line) or _wrote(lines, at) or _headed(lines, at):
            return at
    return len(lines)


def _wrote(lines, at) -> bool:
    """ "On 3 May An wrote:", on one line or broken over three. It says a day or an address, and has no empty line in it."""
    for many in (1, 2, 3):
        broken = lines[at + 1 : at + many]
        if not BEGINS.match(lines[at]) or "" in broken or any(BEGINS.match(line) for line in broken):
            return False
        said = " ".join(lines[at : at + many])
        if WROTE.match(said) and re.search(r"[\d@<]", said):
            return True
    return False


def _headed(lines, at) -> bool:
    """The block of headers that Outlook puts above what it quotes."""
    return bool(HEAD.match(lines[at])) and sum(1 for line in lines[at + 1 : at + 6] if HEADS.match(line)) >= 2
