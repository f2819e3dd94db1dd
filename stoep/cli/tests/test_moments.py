"""When things were said: never in the future, mostly by day, in order."""

from datetime import UTC, datetime, timedelta
from random import Random

from stoep.cli.sowing.moments import answers, in_months, seeded_uuid, spread

NOW = datetime(2026, 11, 21, 22, 30, tzinfo=UTC)


def test_posts_spread_over_months_up_to_this_evening():
    moments = spread(150, NOW, Random(1))
    assert max(moments) < NOW and max(moments) > NOW - timedelta(hours=20)
    assert NOW - timedelta(days=160) < min(moments) < NOW - timedelta(days=120)
    assert sum(moment > NOW - timedelta(days=30) for moment in moments) > 30


def test_a_season_is_kept_or_the_text_left_out():
    assert in_months((10,), NOW, Random(1)).month in (9, 10)
    assert in_months((2,), NOW, Random(1)) is None


def test_answers_come_after_the_post_in_order_and_not_later_than_now():
    for seed in range(40):
        post = NOW - timedelta(hours=Random(seed).choice((0.1, 1, 30, 900)))
        moments = answers(8, post, NOW, Random(seed))
        assert post < moments[0] and moments == sorted(moments) and moments[-1] <= NOW


def test_ids_hold_the_moment_and_are_the_same_again():
    one = seeded_uuid(NOW, "hen", 1)
    assert one == seeded_uuid(NOW, "hen", 1) != seeded_uuid(NOW, "hen", 2)
    assert one.version == 7 and one.int >> 80 == int(NOW.timestamp() * 1000)
