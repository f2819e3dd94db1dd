"""One's own face."""

from django import forms
from django.utils.translation import gettext_lazy as _

from stoep.lib.texts import clean
from stoep.people.names import clean_name

PICTURES = "image/jpeg,image/png,image/webp,image/gif"


class AboutForm(forms.Form):
    """A line about oneself."""

    about = forms.CharField(
        required=False,
        max_length=500,
        label=_("A line about you"),
        help_text=_("What your neighbours may ask you about, or what you like to do. Your neighbours see it."),
        widget=forms.Textarea(attrs={"class": "input", "rows": 3}),
    )

    def clean_about(self):
        return clean(self.cleaned_data["about"])


class PhotoForm(forms.Form):
    """A photo of oneself. Whether it is one is judged when it is read."""

    photo = forms.FileField(
        required=False,
        label=_("A photo of you"),
        help_text=_("JPEG, PNG, WebP or GIF, at most 10 MB. Place and time of the photo are removed."),
        widget=forms.FileInput(attrs={"class": "input", "accept": PICTURES}),
    )


class ProfileForm(PhotoForm, AboutForm):
    """Everything one can change about one's own face."""

    name = forms.CharField(
        max_length=80, label=_("Your name"), widget=forms.TextInput(attrs={"class": "input", "autocomplete": "name"})
    )
    gives = forms.CharField(
        required=False,
        max_length=200,
        label=_("What I like to give"),
        help_text=_("Eggs of your hens, an hour at somebody’s computer, a lift to the market. It stands first on your page."),
        widget=forms.TextInput(attrs={"class": "input"}),
    )
    remove_photo = forms.BooleanField(required=False, label=_("Take my photo away"))
    shielded = forms.BooleanField(
        required=False,
        label=_("Shield me"),
        help_text=_("Your street is hidden, and you are in no list, search or count. What you say still carries your name."),
    )
    minor = forms.BooleanField(
        required=False,
        label=_("I am under 18"),
        help_text=_("You are shielded, and nobody can begin a chat with you but those who live at your address. You can write to anybody."),
    )
    shows_said = forms.BooleanField(
        required=False,
        label=_("Show what I said lately"),
        help_text=_("Your newest posts stand on your page. They stand on the board either way."),
    )
    field_order = ["photo", "remove_photo", "name", "gives", "about", "shows_said", "minor", "shielded"]

    def __init__(self, *args, towns=(), has_photo=False, lives_here=True, **kwargs):
        super().__init__(*args, **kwargs)
        self.towns = towns
        if not lives_here:
            del self.fields["minor"]  # who works here is grown up, and "your address" would be nowhere
        if not has_photo:
            del self.fields["remove_photo"]
        always_shielded(self)

    def clean_gives(self):
        return " ".join(clean(self.cleaned_data["gives"]).split())

    def clean_name(self):
        return clean_name(self.cleaned_data["name"], self.towns)


def always_shielded(form: forms.Form) -> None:
    """Under eighteen that is no choice; who turns eighteen says so first."""
    if form.initial.get("minor"):
        form.fields["shielded"].disabled = True
        form.fields["shielded"].help_text = _("Under 18 this is always so.")


class FirstStepForm(PhotoForm, AboutForm):
    """Photo, a line, and who may see what, on one screen."""

    shielded = ProfileForm.base_fields["shielded"]
    field_order = ["photo", "about", "shielded"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        always_shielded(self)
