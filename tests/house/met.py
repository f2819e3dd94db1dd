"""The pages on which somebody finds a form. Which these are is the same in every scene, so in the first one every page is asked, and in the
later ones of this run only those: whole rounds over all pages were most of what the tests of forms took."""

from stoep.cli.gates import gates

from .crawl import more_addresses
from .forms import Shape, forms_on

WITH_FORMS: dict[tuple, list[int]] = {}  # (who, as what, where) → their places among `pages`


def pages(scene) -> list[str]:
    """Where forms may stand: in the same order in every scene."""
    found = {url: None for gate in gates() if "GET" in gate.methods for url, *_ in scene.addresses(gate)}
    return list(found | dict.fromkeys(more_addresses(scene)) | dict.fromkeys(("/n/oever-brug/write/?kind=question", "/moving/")))


def forms_met(scene, who: str, browser, *, way: str = "", under: str = "/") -> list[tuple[str, list[Shape]]]:
    """(page, its forms) of every page below `under` on which this one finds any. `way`: what differs from the scene as it is made, so that
    their pages do too."""
    urls = [url for url in pages(scene) if url.startswith(under)]
    known, out, places = WITH_FORMS.get((who, way, under)), [], []
    for place, url in enumerate(urls):
        if known is not None and place not in known:
            continue
        answer = browser.get(url)
        if answer.status_code == 200 and "html" in answer.get("Content-Type", "") and (forms := forms_on(answer.content.decode(), url)):
            out.append((url, forms))
            places.append(place)
    assert known in (None, places), f"{who} met forms here before: {[url for place, url in enumerate(urls) if place in known]}"
    WITH_FORMS[who, way, under] = places
    return out
