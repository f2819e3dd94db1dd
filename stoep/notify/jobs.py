"""The watchers' jobs. Each may run twice."""

from uuid import UUID

from django.utils.dateparse import parse_datetime

from stoep.lib.jobs import ACCOUNT, DESK, KEEPER, RESIDENT, WEB, Patience, task

from .calling import tell_batch
from .devices.pushing import push_notification as push_row
from .devices.pushing import push_to_device as push_row_to
from .devices.talking import push_message as push_talk
from .devices.talking import push_message_to as push_talk_to
from .devices.together import push_announcement as push_town
from .devices.together import push_news as push_town_to
from .devices.together import push_rows as push_batch
from .digesting import send_round
from .hearing import hear_entry
from .mailing import send_notification
from .mailing_rows import send_rows
from .messages import send_message_mail
from .next_door import hear_from_next_door
from .outbox import send_queued
from .unsubscribing import stop_mail as switch_off


@task(queues=RESIDENT | KEEPER, retry=Patience(), priority=15)
def hear(neighbourhood, entry):
    """Act on one line of the journal: an open page hears of it, and what is urgent begins. Not behind the mails to thousands."""
    hear_entry(neighbourhood, entry)


@task(queues=KEEPER, retry=Patience())
def hear_nearby(neighbourhood, post, remark):
    """Somebody answered under a copy next door."""
    hear_from_next_door(neighbourhood, UUID(post), UUID(remark))


@task(queues=KEEPER, retry=Patience())
def mail_notification(neighbourhood, notification):
    """Mail one row of the bell."""
    return send_notification(neighbourhood, notification)


@task(queues=KEEPER)
def push_notification(neighbourhood, notification):
    """A message about one row of the bell, to each device of its member."""
    return push_row(neighbourhood, notification)


@task(queues=KEEPER, retry=Patience(most=24))  # some hours: then it is no news
def push_to_device(neighbourhood, notification, device):
    """The same to one device."""
    return push_row_to(neighbourhood, notification, device)


@task(queues=KEEPER, retry=Patience(), priority=20)
def tell_urgent(neighbourhood, entry, after):
    """Tell the next members that something is urgent, or over."""
    tell_batch(neighbourhood, entry, after)


@task(queues=KEEPER, retry=Patience(most=24), apart=True, priority=25)
def push_rows(neighbourhood, entry, notifications, tries=0):
    """Messages about something urgent, to the devices of a batch; before the next batch, so that phones ring while others are found."""
    return push_batch(neighbourhood, entry, notifications, tries)


@task(queues=KEEPER, retry=Patience(), apart=True, priority=10)
def mail_rows(neighbourhood, notifications):
    """The mails of a batch, after all messages."""
    return send_rows(neighbourhood, notifications)


@task(queues=KEEPER)
def push_announcement(neighbourhood, post):
    """A message about an announcement, to the devices of those who asked for it."""
    return push_town(neighbourhood, post)


@task(queues=KEEPER, retry=Patience(most=24), apart=True, priority=-5)
def push_news(neighbourhood, post, devices, tries=0):
    """The same to some of the devices. Behind what one neighbour says to another."""
    return push_town_to(neighbourhood, post, devices, tries)


@task(queues=WEB | ACCOUNT | RESIDENT | DESK | KEEPER, retry=Patience(), priority=30)
def send_outgoing(mail):
    """Send one mail of the outbox. Before all else: somebody waits for a code to come in."""
    return send_queued(mail)


@task(queues=frozenset({"stoep_web", "stoep_test"}))
def stop_mail(neighbourhood, member, kind):
    """Switch a member's mails of one kind off, on the word of a signed link."""
    switch_off(neighbourhood, member, kind)


@task(queues=KEEPER, retry=Patience(), apart=True, priority=-10)
def send_digests(neighbourhood, rhythm, due, after, only=None):
    """Mail the members of a neighbourhood what is new. Behind all else that waits: thousands may come at one hour."""
    return send_round(neighbourhood, rhythm, parse_datetime(due), after, only=only)


@task(queues=KEEPER, retry=Patience())
def mail_message(neighbourhood, waiting):
    """Mail that somebody wrote, if it still waits."""
    return send_message_mail(neighbourhood, waiting)


@task(queues=KEEPER)
def push_message(neighbourhood, waiting):
    """A word to each device of whoever has a conversation unread."""
    return push_talk(neighbourhood, waiting)


@task(queues=KEEPER, retry=Patience(most=24))
def push_message_to(neighbourhood, waiting, device):
    """The same to one device."""
    return push_talk_to(neighbourhood, waiting, device)
