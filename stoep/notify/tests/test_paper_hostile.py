"""Whatever neighbours type: the page that is printed holds it as words, and nothing in it acts, opens or asks anything (SECURITY E5)."""

import io

from django.test import TestCase
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from stoep.board.models import Post
from stoep.lib.roles import acting
from stoep.notify.paper.choosing import items_of
from stoep.notify.paper.stripping import bare
from stoep.notify.paper.week import SIZES, printed
from tests import cast
from tests.stories.payloads import PAYLOADS

from . import test_paper

ACTS = {"/JS", "/JavaScript", "/OpenAction", "/AA", "/Launch", "/EmbeddedFile", "/EmbeddedFiles", "/RichMedia", "/SubmitForm", "/URI"}
TYPESETTER = [  # what the typesetter would do, if it read words as its own language
    '#panic("pwn")', '#eval("1+1")', '#read("/etc/passwd")', '#image("/etc/passwd")', '#link("javascript:pwn()")[x]',
    "#set page(width: 1pt)", '#import "@preview/cetz:0.3.1"', "$x^2$ @label <label>", '"); pwn("', "*vet* _schuin_ `code`",
    "\\u{202e}#pwn", "#{ while true {} }",
]  # fmt: skip
SHOWN = 3  # at a time


def keys(found, seen=None) -> set[str]:
    """Every key of every dictionary in this PDF."""
    seen = set() if seen is None else seen
    if isinstance(found, IndirectObject):
        if found.idnum in seen:
            return set()
        seen.add(found.idnum)
        found = found.get_object()
    if isinstance(found, DictionaryObject):
        return set(found).union(*(keys(found.raw_get(key), seen) for key in found))
    if isinstance(found, ArrayObject):
        return set().union(*(keys(found.get_object(), seen) for found in list.__iter__(found)))
    return set()


class Hostile(TestCase):
    setUpTestData = classmethod(test_paper.Paper.setUpTestData.__func__)
    plan = test_paper.Paper.plan

    def test_words_stay_words(self):
        posts = [self.plan(title=f"Straatfeest {n}").id for n in range(SHOWN)]
        lines = [*PAYLOADS, *TYPESETTER]
        for at in range(0, len(lines), SHOWN):
            titles = dict(zip(posts, lines[at : at + SHOWN], strict=False))
            with acting(cast.KEEPER):
                for post, title in titles.items():
                    Post.objects.filter(neighbourhood_id=self.c.brug.id, id=post).update(title=title[:100], body=title)
            size = [*SIZES][at // SHOWN % len(SIZES)]
            with acting(self.an):
                pdf = PdfReader(io.BytesIO(printed(self.an, items_of(self.an, "nl"), size, "nl")))
            assert not keys(pdf.trailer) & ACTS, (titles, keys(pdf.trailer) & ACTS)
            said = "".join("".join(page.extract_text() for page in pdf.pages).split())
            for title in titles.values() if at >= len(PAYLOADS) else ():
                assert "".join(bare(title)[:20].split()) in said, (title, said[:600])
