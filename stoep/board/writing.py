"""A form with a text and pictures, from empty to said: the same for a message, a question and every facet."""

from dataclasses import dataclass, field
from types import SimpleNamespace

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from stoep.lib.ids import uuid7
from stoep.lib.rules import NotAllowed
from stoep.membership.rules import may_write

from .authoring import tell_topic
from .calm import AWAY, calm_word
from .drafts.finding import begun
from .drafts.keeping import kept_form
from .facets import facet_of
from .finding import pictures_of
from .forms import SaidForm
from .groups.picking import picker
from .models import Post
from .uploading import pictures_in
from .urgent.asking import called, urgent_word
from .urgent.reasons import reason_words, sentence

SAID = ("kind", "title", "body", "language", "topics", "comments_on")


@dataclass
class Writing:
    """One request that writes something: `post` is what is changed, None for something new. `initial`: the facet's own values."""

    request: object
    form: type[SaidForm]
    template: str
    post: Post | None = None
    initial: dict = field(default_factory=dict)
    more: dict = field(default_factory=dict)  # for the template

    def answer(self, act, *, to: str, done: str = ""):
        """The page: the form, or the same with what is wrong and all that was typed, or on to `to` once `act(form, pictures)` is done,
        which gives the post back; nothing, where it made none.

        `to`: "post" (the one that is changed), "board" or "calendar". `done`: what the person is told.
        """
        request = self.request
        if request.method != "POST":
            return self.blank()
        form, (pictures, errors) = self.form(request.POST), pictures_in(request, self.post and self.post.id)
        if "keep" in request.POST and self.post is None:
            return kept_form(self, pictures, errors)
        if "add" in request.POST or "drop" in request.POST:
            form.errors.clear()  # it is not said yet: nothing is judged
            return self.page(form, pictures, errors, 422 if errors else 200)
        if not form.is_valid() or errors:
            return self.page(form, pictures, errors, 422)
        reason = form.cleaned_data["urgent"] if self.post is None and "plain" not in request.POST else ""
        if calm := self._word(form, reason):
            self.more = {**self.more, "calm": calm}
            return self.page(form, pictures)
        try:
            post = act(form, pictures)
        except NotAllowed as refusal:
            form.add_error(None, refusal.reason)
            return self.page(form, pictures, status=422)
        if done:
            messages.success(request, done, extra_tags=request.POST["act"])  # js/drafts.js forgets it too
        if reason and post:
            post = called(request, post, reason)
        if to != "post" and post and post.topics_proposed:
            tell_topic(request, post)
        if self.post is None and post and form.cleaned_data["nearby"]:
            return redirect("reach_nearby", request.standing.place_slug, post.id)
        return redirect(to, request.standing.place_slug, *([self.post.id] if to == "post" else []))

    def filled(self, typed, errors=()):
        """The form with these values instead of what was sent; nothing is judged yet. `errors`: sentences to show on top."""
        form, (pictures, refused) = self.form(typed), pictures_in(self.request, self.post and self.post.id)
        form.errors.clear()
        for error in errors:
            form.add_error(None, error)
        return self.page(form, pictures, refused, 422 if errors or refused else 200)

    def blank(self):
        """The form before anything is typed; or, where the address names a draft, as it was left."""
        if self.post is None and (draft := begun(self.request)):
            typed, pictures, urgent = draft
            form = self.form(typed)
            form.errors.clear()
            self.more = {**self.more, "was_urgent": sentence(reason_words(urgent))}
            return self.page(form, pictures)
        pictures = pictures_of(self.request.standing, self.post.id) if self.post else []
        return self.page(self.form(initial=self._begun()), pictures)

    def page(self, form, pictures, errors=(), status=200):
        """The form as it stands."""
        context = {"form": form, "pictures": pictures, "picture_errors": errors, "here": "compose", "post": self.post, **self.more}
        context["may"] = may_write(self.request.standing)
        context["few_url"] = reverse(facet_of("help").compose, args=[self.request.standing.place_slug])
        context["picker"] = picker(self.request.standing, form["group"].value(), self.post and self.post.group_id)
        return render(self.request, self.template, context, status=status)

    def _word(self, form, reason: str) -> dict | None:
        """What is said once before this goes out, if there is anything to think about."""
        seen = self.request.POST.getlist("calm")
        few = hasattr(form, "quiet") and form.quiet()  # a few are asked: that is where such a thing is told
        about = calm_word([*seen, AWAY] if few else seen, *form.texts())
        return about or urgent_word(self.request.standing, reason, seen)

    def _begun(self) -> dict:
        """What stands in the form before anything is typed."""
        new = SimpleNamespace(kind="", title="", body="", language=self.request.standing.language, topics=[], comments_on=True)
        said = {name: getattr(self.post or new, name) for name in SAID}
        if self.post and self.post.topics_proposed:
            said["topics"] = []  # the words may have changed: they decide again
        group = self.post.group_id if self.post else self.request.GET.get("group", "")
        urgent = self.request.GET.get("urgent", "") if self.post is None else ""  # from where something is steered here (lost/)
        return said | {"act": uuid7(), "group": group, "urgent": urgent} | self.initial
