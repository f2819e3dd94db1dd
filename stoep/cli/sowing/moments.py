"""When things were said: spread over months up to this minute, at hours when people are awake."""

import hashlib
import uuid
from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from django.conf import settings

SPAN = 150  # days
A_DAY = timedelta(days=1)


def seeded_uuid(moment: datetime, *key: object) -> uuid.UUID:
    """A UUIDv7 of that moment whose other bits come from the key: sown again, the same."""
    noise = int.from_bytes(hashlib.blake2b("\x1f".join(map(str, key)).encode(), digest_size=10).digest(), "big")
    value = (int(moment.timestamp() * 1000) & ((1 << 48) - 1)) << 80 | 0x7 << 76
    return uuid.UUID(int=value | ((noise >> 62) & 0xFFF) << 64 | 0b10 << 62 | (noise & ((1 << 62) - 1)))


def awake(moment: datetime, latest: datetime, dice: Random) -> datetime:
    """The same day at an hour when people write, never after `latest`."""
    local = moment.astimezone(ZoneInfo(settings.TIME_ZONE))
    if local.hour < 7:
        local = local.replace(hour=dice.choice((7, 8, 8, 9, 12, 17, 18, 19, 20, 21)), minute=dice.randrange(60))
        if local > latest:
            local -= A_DAY
    return min(local.astimezone(moment.tzinfo), latest)


def spread(count: int, now: datetime, dice: Random) -> list[datetime]:
    """So many moments, newest first: some of today, then ever thinner over SPAN days."""
    ages = sorted(SPAN * ((k + dice.random()) / max(count, 1)) ** 1.25 for k in range(count))
    early = [0.02, 0.11, 0.24, 0.4]  # days: the town is alive when one opens it
    ages[: min(4, count // 3)] = early[: min(4, count // 3)]
    return [awake(now - age * A_DAY, now - timedelta(minutes=7), dice) for age in ages]


def in_months(months: tuple, now: datetime, dice: Random) -> datetime | None:
    """A moment of the last SPAN days in one of these months; None when none of them is recent."""
    days = [now - k * A_DAY for k in range(1, SPAN)]
    fitting = [day for day in days if day.month in months]
    return awake(dice.choice(fitting[:40]) - timedelta(hours=dice.uniform(0, 12)), now, dice) if fitting else None


def answers(count: int, after: datetime, now: datetime, dice: Random) -> list[datetime]:
    """When the remarks came, in order: the first soon, the last within three days, none in the future."""
    room = min(now - after - timedelta(minutes=1), timedelta(days=dice.uniform(0.3, 3)))
    shares = sorted(dice.random() ** 2 for _ in range(count))
    out, latest = [], after
    for share in shares:
        moment = awake(after + max(room, timedelta(minutes=2)) * (0.02 + 0.97 * share), now, dice)
        latest = min(max(moment, latest + timedelta(seconds=dice.randint(40, 400))), now)
        out.append(latest)
    return out
