"""What the tests of the letters share: a batch on its way, and what stands on the pages."""

import io
import re

from pypdf import PdfReader

from stoep.lib.roles import acting
from stoep.membership.letters import actions, files
from stoep.membership.letters.planning import plan_batch
from stoep.membership.letters.typesetting import finish_batch, typeset_chunk
from stoep.membership.models import LetterBatch
from tests import cast

CODE = re.compile(r"^([0-9A-HJKMNP-TV-Z]{3}) ([0-9A-HJKMNP-TV-Z]{3}) ([0-9A-HJKMNP-TV-Z]{4})$", re.MULTILINE)
HOUSE = re.compile(r"^(\w+straat) (\S+)$", re.MULTILINE)


def ordered(c, *places, **changes) -> LetterBatch:
    """Els orders letters for these neighbourhoods (Brug if none is named)."""
    asked = {"neighbourhoods": [p.id for p in places or [c.brug]], "languages": ["nl"], **changes}
    els = cast.mandate(c, "els")
    with acting(els):
        return actions.order_letters(els, **asked)


def approved(c, *places, **changes) -> LetterBatch:
    """… and Eline approves."""
    batch, eline = ordered(c, *places, **changes), cast.mandate(c, "eline")
    with acting(eline):
        return actions.approve_letters(eline, batch=batch.id)


def planned(c, *places, **changes) -> LetterBatch:
    """… and the keeper has cut it into chunks."""
    batch = approved(c, *places, **changes)
    with acting(cast.KEEPER):
        plan_batch(batch.id)
    return batch


def ready(c, *places, **changes) -> LetterBatch:
    """… and typeset."""
    batch = planned(c, *places, **changes)
    while set_next(batch) is not None:
        pass
    with acting(cast.KEEPER):
        assert finish_batch(batch.id)
        return LetterBatch.objects.get(id=batch.id)


def set_next(batch) -> int | None:
    with acting(cast.KEEPER):
        return typeset_chunk(batch.id)


def chunk_pdfs(batch) -> list:
    """The PDFs of a batch that is being typeset, in order."""
    return sorted(files.folder(batch.id).glob("*.pdf"))


def pages(pdf) -> dict[tuple[str, str], str]:
    """{(street, number): code} as a reader finds them on the pages; fails on a page without exactly one of each."""
    found = {}
    for page in PdfReader(io.BytesIO(pdf) if isinstance(pdf, bytes) else pdf).pages:
        text = page.extract_text()
        (code,), (house, *_) = CODE.findall(text), HOUSE.findall(text)
        assert house not in found, f"two pages for {house}"
        found[house] = "".join(code)
    return found
