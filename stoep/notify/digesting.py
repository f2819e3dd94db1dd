"""The rounds of digests: when one is due, and how it goes out so that nobody gets two and nobody none.

One job for each neighbourhood. Each mail is one transaction: the member's row says "told up to then", the mail server takes the mail, the
row is kept. Killed before that, the row was never written and the mail goes later; killed right after the server took it, the second
attempt has the same Message-ID.
"""

import time
import uuid
from datetime import timedelta

from django.conf import settings
from django.db import connection
from django.urls import reverse
from django.utils import translation

from stoep.lib.clock import now, this_day
from stoep.lib.ids import uuid7
from stoep.lib.jobs import defer, defer_at, defer_each
from stoep.lib.mailbox import Away, Postponed, line
from stoep.lib.roles import acting
from stoep.lib.standings import Clockwork
from stoep.places.models import Neighbourhood

from .digest import DAILY, SHOWN, WEEKLY, Board, News, board_of, members_after, newest_due, news_for
from .envelope import foot, hand_over, letter
from .mailing import marked
from .models import DigestRound
from .unsubscribing import DIGEST

AT_ONCE = 100  # members read together
SPELL = 5  # seconds after which a round lets others at the queue
AGAIN, GIVE_UP = timedelta(minutes=30), timedelta(days=2)  # for a mailbox that takes nothing now; then the next round tells them
CLAIM = """INSERT INTO notify_digest AS d (neighbourhood_id, id, member_id, until) VALUES (%(here)s, %(id)s, %(member)s, %(due)s)
ON CONFLICT (neighbourhood_id, member_id) DO UPDATE SET until = %(due)s WHERE d.until < %(due)s RETURNING true"""


def plan_digests() -> int:
    """Set the rounds going that have become due. Returns how many neighbourhoods. The first time ever there is nothing to catch up."""
    begun = 0
    places = list(Neighbourhood.objects.filter(opened_on__lte=this_day()).order_by("id").values_list("id", flat=True))
    for rhythm in (DAILY, WEEKLY):
        due = newest_due(rhythm, now(), settings.DIGEST_HOUR, settings.DIGEST_DAY)
        last, fresh = DigestRound.objects.select_for_update().get_or_create(rhythm=rhythm, defaults={"due": due})
        if not fresh and last.due < due:
            DigestRound.objects.filter(rhythm=rhythm).update(due=due)
            what = {"rhythm": rhythm, "due": due.isoformat(), "after": ""}
            defer_each("send_digests", [{"neighbourhood": place, **what} for place in places])
            begun += len(places)
    return begun


def send_round(here: int, rhythm: str, due, after: str = "", *, only: list[str] | None = None, spell: float = SPELL) -> int:
    """Mail the members of a neighbourhood, from the one after `after` on; for `spell` seconds, then the rest is queued. Returns how many.

    `only`: these members, whom the mail server did not take at first. Opens its own transactions. A mail server that is away is raised:
    the job is tried again and goes on where it was.
    """
    keeper = Clockwork.of("digest", here=here)
    sent, later, until = 0, [], time.monotonic() + spell
    with acting(keeper):
        place, board = Neighbourhood.objects.get(id=here), board_of(here, rhythm, due)
    with line() as deliver:
        while True:
            with acting(keeper):
                members = members_after(here, after, AT_ONCE, only)
                found = news_for(here, rhythm, due, members, board)
            for news in found:
                try:
                    with acting(keeper):
                        sent += tell(place, news, board, due, deliver)
                except Postponed as trouble:
                    if isinstance(trouble, Away):
                        raise
                    later.append(str(news.member.id))  # a full mailbox keeps nobody else waiting
            after = str(members[-1].id) if members else after
            if len(members) < AT_ONCE or time.monotonic() > until:
                break
    with acting(keeper):
        what = {"neighbourhood": here, "rhythm": rhythm, "due": due.isoformat()}
        if len(members) == AT_ONCE:
            defer("send_digests", **what, after=after, only=only)
        if later and now() - due < GIVE_UP:
            defer_at(now() + AGAIN, "send_digests", **what, after="", only=later)
    return sent


def tell(place: Neighbourhood, news: News, board: Board, due, deliver) -> bool:
    """One mail, once: the row is written first and kept only if the mail server took the mail. False if another job was quicker."""
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, {"here": place.id, "id": uuid7(), "member": news.member.id, "due": due})
        if cursor.fetchone() is None:
            return False
    ident = uuid.uuid5(news.member.id, due.isoformat())
    hand_over(digest_letter(place, news, board, ident), ident, deliver)
    return True


def digest_letter(place: Neighbourhood, news: News, board: Board, ident):
    """The mail, in the member's language. Without text, if they share a screen: then only how much is new."""
    language = news.person.language
    with translation.override(language):
        words = foot(place, news.member, DIGEST) | {
            "board_url": settings.BASE_URL + reverse("board", args=[place.slug]),
            "bell_url": settings.BASE_URL + reverse("bell", args=[place.slug]),
            "waiting": news.waiting,
            "said": len(news.neighbours),
            "announced": len(news.town),
        }
        if news.wishes.mail_text:
            words["town"] = [_shown(place, board.line(post, language)) for post in news.town[:SHOWN]]
            words["neighbours"] = [_shown(place, board.line(post, language)) for post in news.neighbours[:SHOWN]]
            words["more"] = max(0, len(news.town) - SHOWN) + max(0, len(news.neighbours) - SHOWN)
        return letter(news.person, "digest", ident, words)


def _shown(place, line) -> dict:
    url = settings.BASE_URL + reverse("post", args=[place.slug, line.post.id])
    words = marked("\n".join(part for part in (line.title, line.text) if part))
    return {"name": line.name, "title": line.title, "text": line.text, "marked": words, "language": line.language, "url": url,
            "group": line.group}  # fmt: skip
