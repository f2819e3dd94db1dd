"""The steps of joining, one small form each."""

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from stoep.lib.codes import LENGTH, normalise
from stoep.people.models import Person
from stoep.people.names import clean_name

AGES = {"BE": 13, "FR": 15, "NL": 16, "DE": 16, "LU": 16}  # from which one may agree alone


class CodeForm(forms.Form):
    """The code on the letter, as forgiving as a human eye."""

    code = forms.CharField(
        max_length=200,
        label=_("The code on your letter"),
        help_text=_("Ten letters and numbers. Capitals and blanks do not matter."),
        widget=forms.TextInput(
            attrs={"class": "input input-code", "autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )

    def clean_code(self):
        """What has not the length of a code is none: said before a try is spent. How long codes are is no secret."""
        typed = len(normalise(self.cleaned_data["code"]))
        if typed != LENGTH:
            raise forms.ValidationError(_("A code has ten letters and numbers, yours has %(typed)s.") % {"typed": typed})
        return self.cleaned_data["code"]


class NameForm(forms.Form):
    """Who joins, for somebody who has an account."""

    name = forms.CharField(
        max_length=80,
        label=_("Your first and last name"),
        help_text=_("Your neighbours see this name and your street. Never your house number, e-mail or phone."),
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "name"}),
    )
    agree = forms.BooleanField()
    old_enough = forms.BooleanField()
    minor = forms.BooleanField(
        required=False,
        label=_("I am under 18"),
        help_text=_("Then you stand in no list, your neighbours do not see your street, and strangers cannot write to you."),
    )

    def __init__(self, *args, place, **kwargs):
        super().__init__(*args, **kwargs)
        self.towns = (place.municipality.name, place.name)
        rules = _('I agree to the <a href="{url}" target="_blank">house rules</a>')
        self.fields["agree"].label = format_html(str(rules), url=reverse("house_rules"))
        age = AGES.get(place.municipality.country, 16)
        self.fields["old_enough"].label = _("I am %(age)s or older, or my parents agree") % {"age": age}

    def clean_name(self):
        return clean_name(self.cleaned_data["name"], self.towns)


class YouForm(NameForm):
    """Who joins, for somebody new."""

    email = forms.EmailField(
        max_length=254,
        label=_("Your e-mail address"),
        help_text=_("To sign in, and for what is meant for you. Nobody sees it."),
        widget=forms.EmailInput(attrs={"class": "input", "autocomplete": "email"}),
    )
    password = forms.CharField(
        max_length=128,
        required=False,
        strip=False,
        label=_("A password, if you like"),
        help_text=_(
            "At least 12 characters; a few words in a row are easy to remember. "
            "Leave it empty to sign in with a code by mail, or with a passkey that you make later."
        ),
        widget=forms.PasswordInput(render_value=False, attrs={"class": "input", "autocomplete": "new-password"}),
    )
    field_order = ["name", "email", "password", "agree", "old_enough", "minor"]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("password"):
            somebody = Person(name=cleaned.get("name", ""), email=cleaned.get("email", ""))
            try:
                validate_password(cleaned["password"], somebody)
            except forms.ValidationError as weak:
                self.add_error("password", weak)
        return cleaned


class DigitsForm(forms.Form):
    """Six digits from the mail, with or without blanks."""

    digits = forms.CharField(
        max_length=40,
        label=_("The six digits"),
        widget=forms.TextInput(attrs={"class": "input input-code", "autocomplete": "one-time-code", "inputmode": "numeric"}),
    )

    def clean_digits(self):
        digits = "".join(sign for sign in self.cleaned_data["digits"] if sign.isdecimal())
        if len(digits) != 6:
            raise forms.ValidationError(_("Type all six digits."))
        return digits
