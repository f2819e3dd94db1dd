"""A word nobody else uses stands in each private field of two neighbourhoods. It turns up where the written list says, and nowhere else."""

import re
from email import message_from_bytes, policy
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import models
from django.test import TestCase

from stoep.journal.models import Entry
from stoep.journal.record import record
from stoep.lib.roles import acting
from stoep.lib.shards import fan_out
from stoep.notify.hearing import hear_entry
from stoep.notify.mailing import send_notification
from stoep.notify.models import Notification
from tests import cast

from .crawl import crawled
from .scene import BLOCKS, CAST, INSIDE, Scene

WORD = re.compile(rb"zq[0-9a-f]{14}")
TEXT = (models.CharField, models.TextField, models.JSONField, models.EmailField, models.BinaryField)
# Fields of text without a canary of their own, and why that is no gap.
NO_CANARY = {
    "board.Card.html": "made of post.body, which has one",
    "board.Event.rule": "made by us of a weekday and a number", "board.Attendance.answer": "one of two words",
    "board.Backing.answer": "as above",
    "board.CalendarAddress.mark": "drawn by us; opens nothing without the signature",
    "chat.Message.answers": "ids and one of three short words",
    "board.AnnouncementPost.texts": "copied from announcement.body", "board.AnnouncementPost.signed": "copied from announcement.signed",
    "board.AnnouncementPost.function": "empty here; shown beside announcement.signed", "board.Announcement.function": "as above",
    "board.Post.faces": "counts by a key of ours", "board.HeldHere.activity": "a key of ours", "board.HeldNear.activity": "as above",
    "board.Post.urgent": "a key of ours", "board.Announcement.urgent": "as above",
    "board.Lost.what": "one of two words", "board.Thing.what": "one of five words", "board.Poll.what": "one of three",
    "board.Idea.stage": "one of four words", "membership.KeptSanction.home": "a keyed hash",
    "care.HelpRequest.skill": "a key of the list", "care.SkillOffer.skill": "a key of the list",
    "care.Volunteer.name": "as member.name; shown on POST alone: test_volunteers.py", "care.Volunteer.skills": "keys of the list",
    "care.QuietRequest.skill": "as above", "care.QuietTold.skill": "as above",
    **{f"moderation.{of}": "a key of ours" for of in ("Flag.reason", "Matter.reasons", "Decision.thing", "Decision.measure",
       "Decision.ground", "Decision.rules_version", "Statement.side", "Statement.thing", "Statement.measure", "Statement.ground",
       "Statement.rules_version")}, "moderation.Opening.ground": "a key of ours", "moderation.Opened.ground": "as above",
    "moderation.Opened.words": "copied from opening.words", "moderation.Matter.context": "copied as matter.said, for the operators alone",
    "board.Group.folded": "made of group.name",
    "board.Post.mentions": "names out of post.body, which has one", "board.Comment.mentions": "as above",
    "membership.Member.folded": "made of member.name, never shown",
    "membership.Member.badge": "the town's words about a connector, for all to see", "membership.Mandate.name": "signs the town's words",
    "membership.Mandate.function": "signs the town's words", "membership.Mandate.organisation": "signs the town's words",
    "membership.PaperCheck.seen": "words we offer to tick",
    "membership.IdentityUsed.key": "a keyed hash",
    "membership.NamedLetter.seal": "a keyed hash", "membership.NamedWords.reason": "the desk's own words",
    "membership.LetterBatch.refused_reason": "the desk's own words, as letter_batch.message",
    "people.Person.password": "a hash; the crawl would show joining.password first", "people.Session.session_key": "a keyed hash",
    "people.Session.session_data": "signed by us, holds ids", "people.Budget.key": "a keyed hash",
    "journal.Entry.detail": "ids and plain words only (journal/record.py)", "journal.TownEntry.detail": "as above",
    **{f"notify.Preference.{kind}": "one of three words" for kind in ("rhythm", "answers", "mentions", "announcements", "posts")},
    "notify.Preference.urgent": "the same",
    "notify.Preference.lost": "the same",
    "notify.DigestRound.rhythm": "one of three words", "notify.PushDevice.endpoint": "never shown: test_push.py",
    "notify.PushDevice.point": "a browser's public key", "notify.PushDevice.secret": "as endpoint",
    "notify.OutgoingMail.sealed": "encrypted; the mails themselves are read below",
    "privacy.Erasure.kept": "as member.name; the sign-in side has no right on the column: test_erase_account.py",
    "places.Address.street_name": "the register's, which anybody may search", "places.Address.postcode": "the register's",
    "places.Address.place": "the register's",
}  # fmt: skip
SHORT = {"verb", "duty", "kind", "state", "language", "face", "release", "proof", "photo", "fallback"}  # words of ours, not of people


def reporting(field: str, answer) -> bool:
    """Whoever blocked a neighbour finds what that neighbour wrote again on the pages of reporting, and on no other."""
    said = {"circle": "noor"}.get(field.split()[-1], field.split()[-1])
    return said in BLOCKS.get(answer.who, ()) and "/safety/" in answer.url


class Canaries(TestCase):
    def test_every_private_text_has_a_canary(self):
        have = {field.split()[0].replace("_", "") for field, _ in Scene().tokens.values()}
        lacking = []
        for model in apps.get_models():
            label = model._meta.label
            if not model.__module__.startswith("stoep.") or getattr(model, "placement", "") == "reference":
                continue
            for field in model._meta.concrete_fields:
                wanted = f"{model.__name__.lower()}.{field.name.replace('_', '')}"
                alias = {"announcement.texts": "announcement.body", "lettercode.hash": "letter"}.get(wanted, wanted)
                if isinstance(field, TEXT) and field.name not in SHORT and f"{label}.{field.name}" not in NO_CANARY and alias not in have:
                    lacking.append(f"{label}.{field.name}")
        assert lacking == []

    def test_each_turns_up_only_where_it_may(self):
        found, tokens = crawled(), crawled().scene.tokens
        plain = {word.encode(): word for word in tokens if not WORD.fullmatch(word.encode())}
        leaks, seen = set(), set()
        for answer in found.answers:
            whole = answer.whole
            words = {word.decode() for word in WORD.findall(whole)} | {word for raw, word in plain.items() if raw in whole}
            for word in words & set(tokens):
                field, may_see = tokens[word]
                seen.add((field, answer.who))
                if answer.who not in may_see and not reporting(field, answer):
                    leaks.add(f"{field}: {answer.who} on {answer.url}")
        assert not leaks, f"{len(leaks)} leaks:\n" + "\n".join(sorted(leaks)[:40])
        missed = {(f"post.body {who}", reader) for who in ("an", "bram", "marie") for reader in INSIDE["oever-brug"]} - seen
        assert missed <= {("post.body an", "noor")}, "hardly anything was read: this proves nothing"

    def test_nothing_of_next_door_for_those_who_live_elsewhere_or_nowhere(self):
        found = crawled()
        brug = {
            word for word, (field, _) in found.scene.tokens.items() if field.split()[-1] in ("an", "bram", "marie", "noor", "ilse", "hugo")
        }
        for answer in found.answers:
            if answer.who in set(CAST) - INSIDE["oever-brug"] - {"hugo", "ilse"}:
                assert not {w.decode() for w in WORD.findall(answer.whole)} & brug, (answer.who, answer.url)

    def test_no_log_holds_one(self):
        lines = "\n".join(crawled().log)
        assert len(crawled().log) > 100
        assert [tokens for word, tokens in crawled().scene.tokens.items() if word in lines] == []

    def test_mails_hold_only_what_their_reader_may_see(self):
        scene = Scene()
        for key in ("an", "noor", "bram", "chloe"):
            self.tell(scene, key)
        mails = sorted(Path(settings.MAIL_DIR).glob("*.eml"))
        assert mails
        for mail in mails:
            message = message_from_bytes(mail.read_bytes(), policy=policy.default)
            who = message["To"].rpartition("<")[2].partition("@")[0]
            text = str(message["Subject"]) + "".join(part.get_content() for part in message.walk() if part.get_content_maintype() == "text")
            for word, (field, may_see) in scene.tokens.items():
                assert word not in text or who in may_see, (field, who)
            assert not WORD.search(str(message["Subject"]).encode()), "a subject is seen by everybody who walks past"

    def tell(self, scene, key):
        """The remark is heard, and the mails it asks for go out."""
        place, remark = scene.things["comment"][key]
        author = {"chloe": "chloe"}.get(key, key)
        standing = cast.member(scene.c, author)
        under = {"an": "bram", "bram": "an", "noor": "bram", "chloe": "chloe"}[key]
        with acting(standing):
            entry = record(standing, "comment_post", about=remark, post=scene.things["post"][under][1])
        with acting(cast.KEEPER), fan_out("the test's jobs"):
            assert Entry.objects.filter(neighbourhood=entry.neighbourhood_id, id=entry.id).exists()
            hear_entry(entry.neighbourhood_id, str(entry.id))
            for notice in Notification.objects.filter(neighbourhood=entry.neighbourhood_id, mailed_at=None):
                send_notification(entry.neighbourhood_id, str(notice.id))
        assert place
