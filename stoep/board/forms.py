"""The shape of what a browser sends to the board."""

from django import forms
from django.utils.translation import gettext_lazy as _

from stoep.lib.texts import clean

from .feed import parse_id
from .models import Post
from .narrowing import PERIODS
from .nearby.kinds import KINDS as REACHES
from .urgent.reasons import REASONS, reasons_for, sentence
from .words import KINDS, LANGUAGE_NAMES, TOPICS

TITLE, BODY, REMARK, ALT = 120, 5000, 4000, 300
MENTIONS = 30  # chosen in one text, also those that were deleted again
TOO_LONG = _("This text is too long: %(show_value)d signs, at most %(limit_value)d. Nothing is lost: make it shorter below.")


class CleanText(forms.CharField):
    """A text without the letters that are there to deceive."""

    def to_python(self, value):
        return clean(super().to_python(value) or "")


class MentionField(forms.Field):
    """Ids of neighbours chosen from the list while typing. What is no id is left out: it would choose nobody."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value):
        found = [parse_id(text) for text in (value or [])[:MENTIONS]]
        return [ident for ident in found if ident]


class GroupField(forms.Field):
    """The id of a group that was chosen, or none. The action says whether one may write for it."""

    widget = forms.HiddenInput  # the choice itself stands in board/groups/_picker.html: it differs from writer to writer

    def to_python(self, value):
        return parse_id(value or "")


class SaidForm(forms.Form):
    """Something to say, of whatever kind. `act` is the form's own id: sent twice, said once. A facet's form adds its own fields."""

    FIRST, MORE = (), ()  # names of the facet's fields: before the text, and after it
    WORDED = ()  # of these, what is free text
    KIND = ""  # of post, where the form does not say it in a field
    act = forms.UUIDField(widget=forms.HiddenInput)
    title = CleanText(max_length=TITLE, required=False, label=_("Title (may stay empty)"), error_messages={"max_length": TOO_LONG})
    body = CleanText(
        max_length=BODY,
        label=_("Your text"),
        help_text=_("Write @ and the full name of a neighbour, and they hear of it."),
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"max_length": TOO_LONG, "required": _("Write something first.")},
    )
    topics = forms.MultipleChoiceField(
        choices=[(key, label) for key, (label, _i, _c) in TOPICS.items()],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=_("Topics"),
        help_text=_("At most three. They help neighbours find it again. Choose none, and your words decide."),
    )
    language = forms.ChoiceField(choices=list(LANGUAGE_NAMES.items()), label=_("Language of the text"))
    comments_on = forms.BooleanField(required=False, initial=True, label=_("Neighbours may answer"))
    nearby = forms.BooleanField(
        required=False, label=_("Neighbours in the neighbourhoods next to ours may read it too"),
        help_text=_("On the next page you see which these are and how you are named there. You decide then."),
    )  # fmt: skip
    urgent = forms.ChoiceField(choices=list(REASONS.items()), required=False, label=_("What cannot wait?"))
    mention = MentionField(required=False)
    group = GroupField(required=False)

    def urgent_choices(self):
        """(key, words): why this one may be urgent, and first that it is not; empty where nothing is."""
        found = reasons_for(self._kind())
        return [("", _("It can wait")), *((key, sentence(words)) for key, words in found)] if found else []

    def may_go_nearby(self) -> bool:
        """Whether what is written here is of a kind that neighbours next door may read."""
        return self._kind() in REACHES

    def _kind(self) -> str:
        return self["kind"].value() if "kind" in self.fields else self.KIND

    def clean_urgent(self):
        return self.cleaned_data["urgent"] if self.cleaned_data["urgent"] in dict(self.urgent_choices()) else ""

    def clean_topics(self):
        topics = self.cleaned_data["topics"]
        if len(topics) > 3:
            raise forms.ValidationError(_("Choose three topics at most."))
        return topics

    def first_fields(self):
        """The facet's fields that stand before the text."""
        return [self[name] for name in self.FIRST]

    def more_fields(self):
        """The facet's fields that stand after the text."""
        return [self[name] for name in self.MORE]

    def texts(self) -> list[str]:
        """Every word of it that neighbours will read: what a calm word looks at (calm.py)."""
        return [self.cleaned_data["title"], self.cleaned_data["body"], *(str(self.cleaned_data.get(name) or "") for name in self.WORDED)]

    def said(self, pictures: list) -> dict:
        """What publish_post and edit_post are told, whatever the kind."""
        names = ("title", "body", "language", "topics", "comments_on", "mention", "group")
        return {name: self.cleaned_data[name] for name in names} | {"pictures": {p.id: p.alt for p in pictures}}

    def facet(self) -> dict:
        """The facet's own values."""
        return {name: self.cleaned_data[name] for name in (*self.FIRST, *self.MORE)}


class PostForm(SaidForm):
    """A plain message, or a question."""

    kind = forms.ChoiceField(choices=[(k, KINDS[k]) for k in (Post.Kind.MESSAGE, Post.Kind.QUESTION)], widget=forms.HiddenInput)


class TopicsForm(forms.Form):
    """What one's post is about, in one tap or a few."""

    topics = forms.MultipleChoiceField(choices=[(key, label) for key, (label, _i, _c) in TOPICS.items()])
    clean_topics = SaidForm.clean_topics


class CommentForm(forms.Form):
    """A remark."""

    act = forms.UUIDField(widget=forms.HiddenInput, required=False)
    parent = forms.UUIDField(widget=forms.HiddenInput, required=False)
    mention = MentionField(required=False)
    body = CleanText(
        max_length=REMARK,
        label=_("Your answer"),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"max_length": TOO_LONG, "required": _("Write something first.")},
    )

    def all_errors(self):
        """Every sentence, for the small form that has one place for them."""
        return [error for errors in self.errors.values() for error in errors]


class SearchForm(forms.Form):
    """What to look for, and where."""

    q = CleanText(max_length=200, required=False, label=_("What are you looking for?"))
    kind = forms.ChoiceField(choices=[("", _("Everything")), *KINDS.items()], required=False, label=_("Kind"))
    topic = forms.ChoiceField(choices=[("", _("Everything")), *((k, v[0]) for k, v in TOPICS.items())], required=False, label=_("Topic"))
    period = forms.ChoiceField(
        choices=[("", _("Any time")), *((key, words) for key, (words, _days) in PERIODS.items())], required=False, label=_("When")
    )
    solved = forms.BooleanField(required=False, label=_("Only what is solved"))
    page = forms.IntegerField(min_value=0, max_value=50, required=False)
