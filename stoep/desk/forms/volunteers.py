"""Where, and for what."""

from django import forms
from django.utils.translation import gettext_lazy as _

from stoep.care.skills import grouped_choices


class VolunteersForm(forms.Form):
    """`places`: {id: name} of the town's neighbourhoods."""

    place = forms.TypedChoiceField(required=False, coerce=int, empty_value=None, label=_("Neighbourhood"))
    skill = forms.ChoiceField(choices=lambda: grouped_choices(_("Everything")), required=False, label=_("What they like to help with"))
    page = forms.IntegerField(required=False, min_value=0, max_value=10_000, widget=forms.HiddenInput)

    def __init__(self, *given, places, **more):
        super().__init__(*given, **more)
        self.fields["place"].choices = [("", _("The whole town")), *places.items()]

    def clean_page(self):
        return self.cleaned_data["page"] or 0
