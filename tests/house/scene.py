"""Two neighbourhoods and two towns full of things, with a word nobody else uses (a canary) in each private field.

`scene.things` holds what an address can name; `scene.tokens` each canary with who of the cast may read it.
"""

import uuid
from datetime import timedelta

from django.core import signing
from django.test import Client
from django.utils import timezone

from stoep.board.announcements.delivering import deliver
from stoep.board.models import Announcement, Attendance, Bring, Comment, Draft, Event, Need, Picture, Post, Reaction
from stoep.board.search import vector_of
from stoep.chat.actions.pictures import folder_of
from stoep.chat.models import Conversation, Message, SentPicture, Waiting, pair_of
from stoep.lib.pictures import WIDTHS
from stoep.lib.roles import acting
from stoep.lib.shards import fan_out
from stoep.membership.inviting import link_of
from stoep.membership.models import Interest, Joining, LetterBatch, LetterCode, Member, Residence
from stoep.membership.photos import WIDTHS as FACES
from stoep.membership.photos import photo_folder
from stoep.membership.proofs import Invitation, PaperCheck
from stoep.moderation.models import Appeal, Decision, Flag, Matter, Statement
from stoep.notify.models import Notification
from stoep.people.models import Person
from stoep.places.models import Address
from tests import cast

from .gathering import gathering
from .glass import opened
from .helping import helping
from .waiting import waiting
from .writing import writing

KINDS = ("post", "comment", "picture", "member", "announcement", "batch", "conversation", "message", "sent", "invitation", "draft", "group",
         "letter", "words")  # fmt: skip
CAST = [*cast.NAMES, "gust", "nobody"]
INSIDE = {"oever-brug": {"an", "bram", "marie", "noor", "dirk"}, "oever-kaai": {"chloe", "dirk"}, "dorp-markt": set()}
DESKS = {"oever": {"els", "eline"}, "dorp": {"femke"}}
PRINTS = {"oever": {"joris"}, "dorp": set()}
SAMPLES = {None, "an", "chloe", "oever", "oever ready"}
BLIND = {"an": {"noor"}, "noor": {"an"}}  # who sees nothing of whom
BLOCKS = {"an": {"noor"}}  # whose doing that is: for reporting only, they find it again
UNDER = {"an": "bram", "bram": "an", "noor": "bram", "chloe": "chloe"}  # whose remark under whose post
TAKE_PART = {"an": ("an", "bram"), "circle": ("noor", "an", "bram", "marie"), "chloe": ("chloe", "dirk")}  # the first one speaks
WEBP = b"RIFF\x1a\x00\x00\x00WEBPVP8L\r\x00\x00\x00/\x00\x00\x00\x10\x07\x10\x11\x11\x88\x88\xfe\x07\x00"


def readers(place: str, author: str) -> set[str]:
    """Who may read what this author says there: everybody inside whom no block keeps apart from them."""
    return {who for who in INSIDE[place] if author not in BLIND.get(who, ())}


def named_to(place: str, who: str) -> set[str]:
    """Who reads a name: also whoever has blocked them, on the page where a block is undone."""
    return set() if who == "hugo" else readers(place, who) | ({"an"} if who == "noor" else set())


class Scene:
    def __init__(self):
        self.c, self.tokens, self.things = cast.build(), {}, {kind: {} for kind in KINDS}
        with acting(cast.KEEPER), fan_out("the test's town"):
            self._people()
            self._talk()
            self._chat()
            helping(self, readers)
            gathering(self, INSIDE)
            self._town()
            self._safety()
            self._doorstep()

    def token(self, field: str, may_see: set[str]) -> str:
        """A canary of fixed length, so that pages keep their size."""
        word = "zq" + uuid.uuid4().hex[:14]
        self.tokens[word] = (field, frozenset(may_see))
        return word

    def _people(self):
        for who in ("an", "bram", "marie", "noor", "ilse", "hugo", "chloe"):
            member, person = getattr(self.c, f"{who}_member"), getattr(self.c, who)
            place = next(slug for slug in INSIDE if slug.endswith("kaai" if who == "chloe" else "brug"))
            active = who not in ("ilse", "hugo")
            own = {who} if active else set()
            street = readers(place, who) if active and who != "marie" else own
            words = {
                "name": f"{member.name} {self.token(f'member.name {who}', named_to(place, who))}",
                "about": self.token(f"member.about {who}", readers(place, who) if who != "hugo" else set()),
                "gives": self.token(f"member.gives {who}", readers(place, who) if who != "hugo" else set()),
                "street": "" if who == "marie" else self.token(f"member.street {who}", street if who != "ilse" else readers(place, who)),
            }  # fmt: skip
            here = {"neighbourhood_id": member.neighbourhood_id}
            Member.objects.filter(**here, id=member.id).update(photo="face" if who in ("bram", "chloe") else "", **words)
            home = Residence.objects.get(**here, member_id=member.id)
            Residence.objects.filter(**here, id=home.id).update(street=self.token(f"residence.street {who}", {who} & INSIDE[place]))
            number, box = self.token(f"address.number {who}", set()), self.token(f"address.box {who}", set())
            Address.objects.filter(**here, id=home.address_id).update(number=number, box=box, longitude=3.71294817, latitude=51.05593716)
            Person.objects.filter(id=person.id).update(name=self.token(f"person.name {who}", {who}))
            self.things["member"][who] = (place, member.id)
        self.tokens["3.71294817"] = self.tokens["51.05593716"] = ("address coordinates", frozenset())
        for who in cast.NAMES:
            self.tokens[f"{who}@example.org"] = (f"person.email {who}", frozenset({who}))

    def _talk(self):
        said = (("an", "oever-brug", {}), ("bram", "oever-brug", {}), ("noor", "oever-brug", {}), ("marie", "oever-brug", {}),
                ("chloe", "oever-kaai", {}), ("gone", "oever-brug", {"withdrawn_at": timezone.now()}),
                ("held", "oever-brug", {"held_at": timezone.now()}))  # fmt: skip
        for key, place, state in said:
            who = {"gone": "an", "held": "bram"}.get(key, key)
            sees = set() if state else readers(place, who)
            author = getattr(self.c, f"{who}_member")
            here = {"neighbourhood_id": author.neighbourhood_id}
            body = f"Wie heeft een kanarie? {self.token(f'post.body {key}', sees)}"
            post = Post(**here, author_id=author.id, title=f"Kanarie {self.token(f'post.title {key}', sees)}", body=body, language="nl",
                        topics=["nature"], vector=vector_of("nl", "", body), **state)  # fmt: skip
            post.save(force_insert=True)
            self.things["post"][key] = (place, post.id)
            picture = Picture(**here, post_id=post.id, member_id=author.id, width=8, height=8, alt=self.token(f"picture.alt {key}", sees))
            picture.save(force_insert=True)
            self.things["picture"][key] = (place, picture.id)
        for key, under in UNDER.items():
            self._remark(key, under)
        self._party()
        member = self.c.bram_member
        about = {"post_id": self.things["post"]["bram"][1], "comment_id": self.things["comment"]["an"][1]}
        bell = {"member_id": member.id, "verb": "answer", "actor_id": self.c.an_member.id}
        Notification(neighbourhood_id=member.neighbourhood_id, **bell, **about).save(force_insert=True)

        for key in ("an", "chloe"):
            author = getattr(self.c, f"{key}_member")
            typed = {"title": [""], "body": [self.token(f"draft.typed {key}", {key})]}
            draft = Draft(neighbourhood_id=author.neighbourhood_id, member_id=author.id, act=uuid.uuid4(), kind="message", typed=typed)
            draft.save(force_insert=True)
            self.things["draft"][key] = ("oever-kaai" if key == "chloe" else "oever-brug", draft.id)

    def _remark(self, key, under):
        place, post = self.things["post"][under]
        author = getattr(self.c, f"{key}_member")
        here = {"neighbourhood_id": author.neighbourhood_id}
        sees = readers(place, key) & readers(place, under)
        text = f"Ik niet. {self.token(f'comment.body {key}', sees)}"
        remark = Comment(**here, post_id=post, author_id=author.id, body=text, language="nl", vector=vector_of("nl", "", text),
                         signed=self.token(f"comment.signed {key}", set()))  # fmt: skip  what only a guest from next door reads
        remark.save(force_insert=True)
        Reaction(**here, post_id=post, member_id=author.id, face="nice").save(force_insert=True)
        self.things["comment"][key] = (place, remark.id)

    def _party(self):
        """An plans something; Bram comes and brings what is wanted."""
        an, bram, sees = self.c.an_member, self.c.bram_member, readers("oever-brug", "an")
        here, start = {"neighbourhood_id": an.neighbourhood_id}, timezone.now() + timedelta(days=9)
        post = Post(**here, author_id=an.id, kind="event", title=self.token("post.title party", sees), body="", language="nl",
                    created=timezone.now() - timedelta(days=2))  # fmt: skip
        post.save(force_insert=True)
        about = {**here, "post_id": post.id}
        need = Need(**about, what=self.token("need.what", sees))
        for row in (
            Event(**about, starts_at=start, last_at=start, place=self.token("event.place", sees), price=self.token("event.price", sees)),
            Attendance(**about, member_id=bram.id, answer="going"), need, Bring(**here, need_id=need.id, member_id=bram.id),
        ):  # fmt: skip
            row.save(force_insert=True)
        self.things["post"]["party"] = ("oever-brug", post.id)

    def _chat(self):
        for key, people in TAKE_PART.items():
            place = "oever-kaai" if key == "chloe" else "oever-brug"
            ids = [getattr(self.c, f"{who}_member" if who != "dirk" else "dirk_member_kaai").id for who in people]
            here = {"neighbourhood_id": self._number(place)}
            two = {"pair": pair_of(*ids)} if len(ids) == 2 else {"title": self.token(f"conversation.title {key}", set(people))}
            talk = Conversation(**here, members=ids, begun_by=ids[0], **two)
            sees = {who for who in people if people[0] not in BLIND.get(who, ())}
            said = Message(**here, conversation_id=talk.id, members=ids, author_id=ids[0], times=[timezone.now(), timezone.now()],
                           body=f"Onder ons {self.token(f'message.body {key}', sees)}")  # fmt: skip
            talk.last_id = said.id
            sent = SentPicture(**here, message_id=said.id, members=ids, member_id=ids[0], width=8, height=8)
            for row in (talk, said, sent, *(Waiting(**here, member_id=ident, conversation_id=talk.id) for ident in ids[1:])):
                row.save(force_insert=True)
            for kind, row in (("conversation", talk), ("message", said), ("sent", sent)):
                self.things[kind][key] = (place, row.id)

    def _town(self):
        for town, who in (("oever", "els"), ("dorp", "femke")):
            municipality, mandate = getattr(self.c, town), getattr(self.c, f"{who}_mandate")
            mine = {"municipality_id": municipality.id}
            desk = DESKS[town]
            inside = set.union(*(people for slug, people in INSIDE.items() if slug.startswith(town)))
            ids = [place.id for place in (self.c.brug, self.c.kaai, self.c.markt) if place.municipality_id == municipality.id]
            texts = {
                "nl": {
                    "title": self.token(f"announcement.title {town}", desk | inside),
                    "body": self.token(f"announcement.body {town}", desk | inside),
                }
            }
            sent = Announcement.objects.create(
                **mine, mandate_id=mandate.id, signed=self.token(f"announcement.signed {town}", desk | inside), texts=texts, fallback="nl",
                neighbourhoods=ids, households=16,
            )  # fmt: skip
            deliver(municipality.id, sent.id)
            self.things["announcement"][town] = (town, sent.id)
            for state in ("ordered", "ready"):
                message = {"nl": self.token(f"letter_batch.message {town} {state}", desk)}
                batch = LetterBatch.objects.create(
                    **mine, neighbourhoods=ids, languages=["nl"], message=message, state=state, ordered_by=mandate.id
                )
                self.things["batch"][f"{town} {state}"] = (town, batch.id)

    def _safety(self):
        c, place = self.c, "oever-brug"
        here, said = {"neighbourhood_id": c.brug.id}, {"title": "", "at": "", "body": self.token("matter.said", set())}
        post = self.things["post"]["an"][1]
        found = Matter.objects.create(**here, about_id=post, post_id=post, author_id=c.an_member.id, language="nl", said=[said], flags=1,
                                      homes=1, reasons={"unkind": 1}, words=[self.token("matter.words", set())],
                                      asked=[{"who": "author", "body": self.token("matter.asked", set())}])  # fmt: skip
        flag = Flag(**here, member_id=c.bram_member.id, about_id=post, post_id=post, reason="unkind", words=self.token("flag.words", set()))
        said = self.things["message"]["an"][1]  # An's, reported by Bram
        copy = [{"id": str(said), "this": True, "who": "author", "body": self.token("flag.copy", set())}]
        sealed = Flag(**here, member_id=c.bram_member.id, about_id=said, message_id=said, reason="unkind", copy=copy)
        decision = Decision.objects.create(matter=found, thing="stands", rules_version="2026-11", person_id=c.karim.id,
                                           signed=self.token("decision.signed", set()),
                                           words=self.token("decision.words", set()))  # fmt: skip
        told = Statement(**here, member_id=c.an_member.id, person_id=c.an.id, matter_id=found.id, decision_id=decision.id, side="author",
                         thing="stands", words=self.token("statement.words", {"an"}),
                         quote=self.token("statement.quote", {"an"}))  # fmt: skip
        for row in (flag, sealed, told):
            row.save(force_insert=True)
        Appeal.objects.create(**here, statement_id=told.id, person_id=c.an.id, words=self.token("appeal.words", set()))
        named = [("matter", found), ("decision", decision), ("statement", told), *opened(self, here)]
        self.things |= {kind: {"an": (place, row.id)} for kind, row in named}

    def _doorstep(self):
        gust = self.c.gust_home
        Address.objects.filter(neighbourhood=self.c.brug, id=gust.id).update(number="8", box="")
        LetterCode.objects.filter(neighbourhood=self.c.brug).update(hash="argon2id$" + self.token("letter code hash", set()))
        proven = {"proven_at": timezone.now(), "letter_issued_at": timezone.now()}
        self.joining = Joining.objects.create(
            neighbourhood_id=self.c.brug.id, address_id=gust.id, name=self.token("joining.name", {"gust"}),
            mail_code=self.token("joining.mail_code", set()),
            email=f"{self.token('joining.email', {'gust'})}@example.org", password=self.token("joining.password", set()), **proven,
        )  # fmt: skip
        for key, place in (("an", self.c.brug), ("chloe", self.c.kaai)):
            card = Invitation.objects.create(
                neighbourhood=place, member_id=getattr(self.c, f"{key}_member").id, until=timezone.now() + timedelta(days=9)
            )
            self.things["invitation"][key] = (place.slug, card.id)
        self.card = link_of(card).rstrip("/").rpartition("/")[2]
        PaperCheck.objects.create(
            municipality_id=self.c.oever.id, mandate_id=self.c.els_mandate.id, number=self.token("paper_check.number", set())[:10],
            name=self.token("paper_check.name", set()), street=self.token("paper_check.street", set()),
            house_number=self.token("paper_check.house_number", set()),
        )
        waiting(self, gust)
        writing(self)
        interest = Interest.objects.create(neighbourhood_id=self.c.kaai.id, email=f"{self.token('interest.email', set())}@example.org")
        self.asked = signing.TimestampSigner(salt="stoep.membership.interest.confirm").sign(str(interest.id)).replace(":", ".")

    def browser(self, who: str) -> Client:
        """Signed in as one of the cast, second step included. Gust is on the way in with his letter; Nobody is nobody."""
        client = Client(raise_request_exception=False, REMOTE_ADDR=f"10.0.0.{CAST.index(who) + 1}")
        if who in cast.NAMES:
            cast.sign_in(client, getattr(self.c, who), second_step=True)
        if who == "gust":
            client.get("/join/")
            session = client.session
            session["joining"] = str(self.joining.id)
            session.save()
            client.cookies["stoep"] = session.session_key
        return client

    def files(self):
        """Pictures and faces on disk; the folder is the test's own, so each test asks for them."""
        for place, ident in self.things["picture"].values():
            folder = photo_folder(self._number(place)).parent
            (folder / "members").mkdir(parents=True, exist_ok=True)
            for width in WIDTHS:
                (folder / f"{ident}-{width}.webp").write_bytes(WEBP)
            for width in FACES:
                (folder / "members" / f"face-{width}.webp").write_bytes(WEBP)
        for place, ident in self.things["sent"].values():
            folder_of(self._number(place)).mkdir(parents=True, exist_ok=True)
            (folder_of(self._number(place)) / f"{ident}-480.webp").write_bytes(WEBP)

    def _number(self, place: str) -> int:
        return next(n.id for n in (self.c.brug, self.c.kaai, self.c.markt) if n.slug == place)

    def addresses(self, gate):
        """(address, place or town, kind of thing, its key) for everything this gate can be asked for, own and foreign."""
        fixed = {"here": self.c.brug.id, "skill": "carry", "provider": "kaart", "role": "resident"}
        fixed |= {"number": 0, "who": "an", "slug": "oever-kaai", "there": "oever-kaai", "step": 1, "width": 480, "pk": 1, "language": "nl"}
        fixed |= {"page": 0, "token": self.asked, "word": self.card, "export": uuid.UUID(int=7)}
        where = {"place": list(INSIDE), "town": list(DESKS)}
        door = next((slot for slot in ("place", "town") if slot in gate.slots), None)
        thing = next((slot for slot in self.things if slot in gate.slots), None)
        for room in where.get(door, [None]):
            for key, (home, ident) in self.things[thing].items() if thing else [(None, (None, None))]:
                if key not in SAMPLES and ((door == "place" and home != room) or "GET" not in gate.methods):
                    continue  # one of each is enough behind a foreign door, and where GET is refused whatever it names
                yield gate.at(**fixed, **{door or "": room, thing or "-": ident}), room, thing, key
