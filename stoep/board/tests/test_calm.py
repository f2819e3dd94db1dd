"""The calm word: for what, in four languages, once, and never more than a word."""

import pytest
from django.test import TestCase

from stoep.board.calm import calm_word
from stoep.board.models import Comment, Post
from stoep.lib.ids import uuid7
from stoep.lib.roles import acting
from tests import cast

HURTS = ["Wat een KLOOTZAK ben jij", "Hou je bek, man", "Espèce de crétin", "Ta gueule !", "Du Arschloch", "Halt die Fresse", "you moron"]
SUSPECTS = ["Verdachte man in de straat", "Types van Noord-Afrikaans uiterlijk", "Un individu suspect rôde", "de type maghrébin",
            "Verdächtige Personen am Park", "Südländisches Aussehen", "A suspicious looking man"]  # fmt: skip
AWAY = ["Wij zijn op vakantie tot 12 augustus", "We zijn twee weken weg vanaf maandag", "Nous sommes en vacances jusqu’au 12",
        "Wir sind im Urlaub bis Sonntag", "We are away until Monday", "Ons huis staat drie weken leeg"]  # fmt: skip
CALM = ["Wie raapt mee eikels in het park?", "Ik zoek een fiets met getint glas", "Kankeronderzoek: wie loopt mee?",
        "Ik ben weg van jullie tuin!", "Hebben jullie een verdachte geur geroken?", "Dégagez le trottoir svp",
        "Wie gaat er op reis?", "Mijn man is zo lief"]  # fmt: skip


CASES = [(kind, text) for kind, texts in (("hurts", HURTS), ("suspects", SUSPECTS), ("away", AWAY)) for text in texts]


@pytest.mark.parametrize(("kind", "text"), CASES)
def test_a_word_for(kind, text):
    found = calm_word([], text)
    assert found and found["kind"] == kind, text
    assert calm_word([kind], text) is None, "once"


@pytest.mark.parametrize("text", CALM)
def test_no_word_for(text):
    assert calm_word([], text) is None


class Form(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()

    def said(self, model):
        with acting(cast.KEEPER):
            return list(model.objects.filter(neighbourhood=self.c.brug).values_list("body", flat=True))

    def test_the_form_comes_back_once_with_all_that_was_typed(self):
        an = cast.sign_in(self.client, self.c.an)
        sent = {"kind": "message", "language": "nl", "act": str(uuid7()), "title": "Parkeren", "body": "Jij klootzak", "comments_on": "on"}
        url = "/n/oever-brug/posts/publish/"
        answer = an.post(url, sent)
        assert answer.status_code == 200 and self.said(Post) == []
        for kept in ("Jij klootzak", "Parkeren", sent["act"], 'name="calm" value="hurts"'):
            self.assertContains(answer, kept)
        assert an.post(url, sent | {"calm": "hurts"}).status_code == 302
        assert self.said(Post) == ["Jij klootzak"]

    def test_an_answer_too_with_and_without_a_script(self):
        an = cast.sign_in(self.client, self.c.an)
        with acting(cast.KEEPER):
            post = Post.objects.create(neighbourhood=self.c.brug, author_id=self.c.bram_member.id, body="Dag", language="nl")
        url = f"/n/oever-brug/posts/{post.id}/comment/"
        for headers in ({}, {"HX-Request": "true"}):
            answer = an.post(url, {"body": "Wij zijn op reis tot maandag"}, headers=headers)
            self.assertContains(answer, 'name="calm" value="away"', status_code=answer.status_code)
            self.assertContains(answer, "op reis tot maandag", status_code=answer.status_code)
        assert self.said(Comment) == []
        assert an.post(url, {"body": "Wij zijn op reis tot maandag", "calm": "away"}).status_code == 302
        assert len(self.said(Comment)) == 1

    def test_an_invented_word_opens_and_shows_nothing(self):
        an = cast.sign_in(self.client, self.c.an)
        sent = {"kind": "message", "language": "nl", "act": str(uuid7()), "body": "Jij klootzak", "calm": "<script>"}
        self.assertNotContains(an.post("/n/oever-brug/posts/publish/", sent), "&lt;script")

    def test_it_looks_at_the_answers_of_a_poll_and_at_what_an_idea_needs(self):
        an, here = cast.sign_in(self.client, self.c.an), "/n/oever-brug/"
        poll = {"title": "Wie veegt?", "what": "choices", "options": "Iedereen\nDie klootzak van 12", "until": "2099-01-01"}
        idea = {"title": "Straatfeest", "body": "Samen eten.", "needs": "tafels\nminder klootzakken"}
        for page, sent in (("polls/ask/", poll), ("ideas/share/", idea)):
            answer = an.post(here + page, sent | {"language": "nl", "act": str(uuid7()), "comments_on": "on"})
            if page == "polls/ask/":
                answer = an.post(here + page, sent | {"until": answer.context["form"].fields["until"].widget.attrs["max"], "language": "nl",
                                                      "act": str(uuid7()), "comments_on": "on"})  # fmt: skip
            assert answer.status_code == 200, page
            self.assertContains(answer, 'name="calm" value="hurts"')
        assert self.said(Post) == []
