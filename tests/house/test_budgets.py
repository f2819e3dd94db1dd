"""What each page may ask of the database: a fixed number of statements, which does not grow with what is on the page.

Counted are the door's one statement, the transaction's two ends (a savepoint inside a test) and the view's own. Not counted is the
message that takes the role. A page's first visit also stores its cards; the second one is what is asserted here.
"""

from datetime import timedelta

from django.core.cache import cache
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from stoep.board.models import Attendance, Comment, Event, Post, Reaction
from stoep.board.search import vector_of
from stoep.chat.models import Conversation, Message
from stoep.lib.roles import acting
from stoep.lib.shards import fan_out
from stoep.membership.models import LetterBatch, Member
from stoep.notify.models import Notification
from tests import cast

from .gathering import more_groups
from .scene import Scene

DOOR, ENDS = 1, 2
FRAME = DOOR + ENDS
# Page: (who, address, statements of its own). {post} and so on are An's things.
PAGES = {
    "board": ("an", "/n/oever-brug/", 1), "board_news": ("an", "/n/oever-brug/news/?since=2020-01-01T00:00:00%2B00:00~{zero}", 1),
    "topic": ("an", "/n/oever-brug/?topic=nature", 1), "post": ("bram", "/n/oever-brug/posts/{post}/", 1),
    "own_post": ("an", "/n/oever-brug/posts/{post}/", 2),
    "idea": ("bram", "/n/oever-brug/posts/{idea}/", 7), "own_idea": ("an", "/n/oever-brug/posts/{idea}/", 8),
    "talk": ("an", "/n/oever-brug/posts/{post}/talk/", 1), "search": ("an", "/n/oever-brug/search/?q=kanarie", 2),
    "mention": ("an", "/n/oever-brug/mention/?q=zq", 4),
    "more": ("an", "/n/oever-brug/more/", 3), "compose": ("an", "/n/oever-brug/write/?kind=message", 2),
    "choose": ("an", "/n/oever-brug/write/", 2), "go_on": ("an", "/n/oever-brug/write/?kind=message&draft={draft}", 3),
    "drop_draft": ("an", "/n/oever-brug/write/{draft}/drop/", 2),
    "edit_post": ("an", "/n/oever-brug/posts/{post}/edit/", 4), "withdraw_post": ("an", "/n/oever-brug/posts/{post}/withdraw/", 2),
    "calendar": ("an", "/n/oever-brug/calendar/", 3), "calendar_month": ("an", "/n/oever-brug/calendar/month/", 2),
    "plan_event": ("an", "/n/oever-brug/calendar/plan/", 2),
    "paper": ("an", "/n/oever-brug/paper/", 9),
    "near": ("an", "/n/oever-brug/near/", 3), "calendar_address": ("an", "/n/oever-brug/calendar/address/", 2),
    "groups": ("an", "/n/oever-brug/groups/", 2), "group": ("an", "/n/oever-brug/groups/{group}/", 3),
    "group_members": ("an", "/n/oever-brug/groups/{group}/members/", 6), "begin_group": ("an", "/n/oever-brug/groups/begin/", 3),
    "group_calendar": ("an", "/n/oever-brug/calendar/?group={group}", 3),
    "group_talk": ("an", "/n/oever-brug/chat/of/{group}/", 4),
    "edit_group": ("an", "/n/oever-brug/groups/{group}/edit/", 3), "end_group": ("an", "/n/oever-brug/groups/{group}/end/", 3),
    "leave_group": ("an", "/n/oever-brug/groups/{group}/leave/", 7),
    "reactions": ("an", "/n/oever-brug/posts/{post}/reactions/", 4), "picture": ("an", "/n/oever-brug/pictures/{picture}/480.webp", 2),
    "bell": ("bram", "/n/oever-brug/bell/", 2), "settings": ("an", "/n/oever-brug/settings/notifications/", 4),
    "neighbours": ("an", "/n/oever-brug/neighbours/", 4),
    "neighbours_found": ("an", "/n/oever-brug/neighbours/?q=bra&street=Brugstraat", 8),
    "neighbour": ("an", "/n/oever-brug/neighbour/{member}/", 3), "profile": ("an", "/n/oever-brug/me/", 9),
    "ambassadors": ("bram", "/n/oever-brug/ambassadors/", 4),
    "reach_nearby": ("an", "/n/oever-brug/posts/{post}/nearby/", 5),
    "invitations": ("an", "/n/oever-brug/invite/", 3), "let_in": ("an", "/n/oever-brug/let-in/", 2),
    "in_my_name": ("an", "/n/oever-brug/invite/letters/", 6), "my_letter": ("an", "/n/oever-brug/invite/letters/{letter}/", 2),
    "letters_in_names": ("els", "/desk/oever/letters/in-names/", 4),
    "chat": ("bram", "/n/oever-brug/chat/", 2), "chat_news": ("bram", "/n/oever-brug/chat/news/", 1),
    "conversation": ("bram", "/n/oever-brug/chat/{circle}/", 3), "conversation_news": ("bram", "/n/oever-brug/chat/{circle}/news/", 2),
    "about_conversation": ("bram", "/n/oever-brug/chat/{circle}/about/", 5), "new_group": ("an", "/n/oever-brug/chat/new/?q=bra", 5),
    "sent_picture": ("bram", "/n/oever-brug/chat/pictures/{sent}/480.webp", 3),
    "my_safety": ("an", "/n/oever-brug/safety/", 9), "flag_post": ("bram", "/n/oever-brug/safety/flag/post/{post}/", 2),
    "matters": ("karim", "/operator/", 5), "openings": ("karim", "/operator/openings/", 3),
    "desk": ("els", "/desk/oever/", 4), "announcements": ("els", "/desk/oever/announcements/", 1),
    "announce": ("els", "/desk/oever/announcements/new/", 2),
    "announcement": ("els", "/desk/oever/announcements/{announcement}/", 3), "letters": ("els", "/desk/oever/letters/", 4),
    "check_papers": ("els", "/desk/oever/counter/", 1),
    "letter_batch": ("eline", "/desk/oever/letters/{batch}/", 8), "print_letters": ("joris", "/desk/oever/print/", 1),
}  # fmt: skip


class Budgets(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.scene = Scene()

    def setUp(self):
        cache.clear()
        self.scene.files()
        things = self.scene.things
        self.named = {
            "post": things["post"]["an"][1], "picture": things["picture"]["an"][1], "member": things["member"]["bram"][1],
            "announcement": things["announcement"]["oever"][1], "batch": things["batch"]["oever ordered"][1],
            "circle": things["conversation"]["circle"][1], "sent": things["sent"]["circle"][1], "draft": things["draft"]["an"][1],
            "group": things["group"]["an"][1], "idea": things["post"]["idea"][1], "letter": things["letter"]["an"][1],
            "zero": "00000000-0000-0000-0000-000000000000",
        }  # fmt: skip

    def cost(self, browser, address) -> int:
        """Statements of the second visit."""
        url = address.format(**self.named)
        for _ in range(2):
            with CaptureQueriesContext(connection) as asked:
                answer = browser.get(url)
        assert answer.status_code == 200, (url, answer.status_code)
        return len(asked)

    def costs(self) -> dict:
        browsers = {who: self.scene.browser(who) for who in ("an", "bram", "els", "eline", "joris", "karim")}
        return {name: self.cost(browsers[who], address) for name, (who, address, _) in PAGES.items()}

    def test_each_page_keeps_its_budget_and_no_page_grows_with_what_is_on_it(self):
        allowed = {name: FRAME + own for name, (_, _, own) in PAGES.items()}
        few = self.costs()
        dear = {name: (few[name], allowed[name]) for name in PAGES if few[name] > allowed[name]}
        assert dear == {}, "dearer than written down (asked, allowed)"
        slack = {name: (few[name], allowed[name]) for name in PAGES if few[name] < allowed[name]}
        assert slack == {}, "cheaper than written down: tighten the number"
        self.more_of_everything()
        assert {name: (few[name], n) for name, n in self.costs().items() if n > few[name]} == {}, "grows with what is on it"

    def more_of_everything(self):
        """Thirty posts with talk and faces, thirty neighbours, thirty conversations and a long one, thirty bell rows, thirty batches."""
        c, post = self.scene.c, self.scene.things["post"]["an"][1]
        here = {"neighbourhood_id": c.brug.id}
        with acting(cast.KEEPER), fan_out("the test's crowd"):
            crowd = [Member(**here, name=f"Buur {n}", street="Brugstraat") for n in range(30)]
            Member.objects.bulk_create(crowd)
            posts = [Post(**here, author_id=m.id, body="Wie heeft een kanarie?", language="nl", topics=["nature"]) for m in crowd]
            Post.objects.bulk_create(posts)
            Post.objects.filter(**here).update(vector=vector_of("nl", "", "kanarie"))
            when = timezone.now() + timedelta(days=3)
            Event.objects.bulk_create(Event(**here, post_id=p.id, starts_at=when, last_at=when) for p in posts)
            Attendance.objects.bulk_create(Attendance(**here, post_id=p.id, member_id=m.id, answer="going") for p in posts for m in crowd)
            for about in (post, *[p.id for p in posts]):
                Comment.objects.bulk_create(Comment(**here, post_id=about, author_id=m.id, body="Ik", language="nl") for m in crowd[:5])
                Reaction.objects.bulk_create(Reaction(**here, post_id=about, member_id=m.id, face="nice") for m in crowd[:5])
            more_groups(here, self.scene.things["group"]["an"][1], crowd, posts)
            talk = Conversation.objects.get(**here, id=self.scene.things["conversation"]["circle"][1])
            said = {**here, "conversation_id": talk.id, "members": talk.members}
            Message.objects.bulk_create(Message(**said, author_id=m, body="Onder ons") for m in talk.members * 30)
            for m in crowd:
                Conversation.objects.create(**here, members=[c.bram_member.id, m.id], begun_by=m.id)
            Notification.objects.bulk_create(
                Notification(**here, member_id=c.bram_member.id, verb="answer", actor_id=m.id, post_id=p.id)
                for m, p in zip(crowd, posts, strict=True)
            )
            LetterBatch.objects.bulk_create(
                LetterBatch(municipality_id=c.oever.id, neighbourhoods=[c.brug.id], languages=["nl"], state="ready",
                            ordered_by=c.els_mandate.id,
                            ordered_at=timezone.now()) for _ in range(30)
            )  # fmt: skip
