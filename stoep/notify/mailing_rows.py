"""The mails of many rows of the bell: of what is urgent, over, lost or found. A bundle is one job.

A handful of mails is one transaction, handed over side by side: those the mail server took are marked in it. Killed, the bundle runs again
and goes on where it was; only what was in the server's hands at that moment comes again, under the same Message-ID.
"""

from collections import defaultdict

from stoep.lib.clock import now
from stoep.lib.jobs import defer_at, defer_each
from stoep.lib.mailbox import AT_ONCE, Away, Postponed, Undeliverable, lines
from stoep.lib.roles import acting
from stoep.lib.standings import Clockwork

from .envelope import handed
from .judging import Rows
from .mailing import answer_letter
from .models import Notification
from .quiet import put_off


def send_rows(here: int, notifications: list[str]) -> int:
    """Mail these rows, each once. Who wants quiet is mailed in the morning; a mailbox that takes nothing now has a job of its own. Returns
    how many went. Opens its own transactions. A mail server that is away is raised."""
    keeper, sent, later = Clockwork.of("mail_rows", here=here), 0, []
    with acting(keeper):
        due = Notification.objects.filter(neighbourhood_id=here, id__in=notifications, mailed_at=None, read_at=None)
        rows = Rows(here, list(due.order_by("id")))
        awake = _awake(rows)
    with lines() as deliver:
        for first in range(0, len(awake), AT_ONCE):
            with acting(keeper):
                went, troubles = _send(rows, awake[first : first + AT_ONCE], deliver)
            sent += went
            for notice, trouble in troubles:
                if isinstance(trouble, Away) or not isinstance(trouble, Postponed):
                    raise trouble
                later.append({"neighbourhood": here, "notification": str(notice.id)})
    with acting(keeper):
        defer_each("mail_notification", later)
    return sent


def _awake(rows: Rows) -> list[Notification]:
    """Those that may go now; the others are queued for when their quiet hours end."""
    awake, asleep = [], defaultdict(list)
    for notice in rows.notices:
        morning = put_off(rows.wishes[notice.member_id], now(), notice.verb)
        (asleep[morning] if morning else awake).append(notice)
    for morning, waiting in asleep.items():
        defer_at(morning, "mail_rows", neighbourhood=rows.here, notifications=[str(notice.id) for notice in waiting])
    return awake


def _send(rows: Rows, handful: list[Notification], deliver) -> tuple[int, list]:
    """A handful of mails, each once: the rows are held, the mail server takes the mails, and those it took are marked. Returns how many
    are done with, and the others with their trouble."""
    held = Notification.objects.select_for_update().filter(neighbourhood_id=rows.here, id__in=[notice.id for notice in handful])
    due = set(held.filter(mailed_at=None, read_at=None).order_by("id").values_list("id", flat=True))
    written = [(notice, answer_letter(rows.here, notice, rows.wishes[notice.member_id], rows)) for notice in handful if notice.id in due]
    written = [(notice, mail) for notice, mail in written if mail is not None]
    answers = deliver([handed(mail, notice.id) for notice, mail in written])
    told = [(notice, answer) for (notice, _mail), answer in zip(written, answers, strict=True)]
    done = [notice.id for notice, answer in told if answer is None or isinstance(answer, Undeliverable)]
    Notification.objects.filter(neighbourhood_id=rows.here, id__in=done).update(mailed_at=now())
    return len(done), [(notice, answer) for notice, answer in told if notice.id not in done]
