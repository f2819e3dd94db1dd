"""Where something goes: all neighbourhoods of the town, or some."""

from django import forms
from django.utils.translation import gettext_lazy as _

from stoep.lib.rules import NotAllowed
from stoep.places.reach import Place

ALL, SOME = "all", "some"


class Asking:
    """A form that asks for one act. A refusal becomes an error of the form, so that nothing typed is lost."""

    def ask(self, action, *given, **wishes):
        """What the action returns; None when it was refused."""
        try:
            return action(*given, **wishes)
        except NotAllowed as refusal:
            self.add_error(None, str(refusal.reason))
            return None


class ReachForm(Asking, forms.Form):
    """Its `places` are those of the town, as the standing found them."""

    reach = forms.ChoiceField(
        label=_("Where does it go?"),
        choices=[(ALL, _("All neighbourhoods")), (SOME, _("These neighbourhoods:"))],
        widget=forms.RadioSelect,
        required=False,  # whoever only ticks neighbourhoods has said it too
    )
    places = forms.TypedMultipleChoiceField(label=_("Neighbourhoods"), coerce=int, required=False)

    def __init__(self, *given, places: list[Place], **more):
        super().__init__(*given, **more)
        self.town_places = places
        self.fields["places"].choices = [(place.id, place.name) for place in places]

    def areas(self) -> list[dict]:
        """For the template: each neighbourhood, and whether it was ticked."""
        ticked = {str(value) for value in self["places"].value() or []}
        return [{"place": place, "ticked": str(place.id) in ticked} for place in self.town_places]

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("reach") and cleaned.get("places"):
            cleaned["reach"] = SOME
        if not cleaned.get("reach") and "reach" not in self.errors:
            self.add_error("reach", _("Choose where it goes."))
        if cleaned.get("reach") == SOME and not cleaned.get("places") and "places" not in self.errors:
            self.add_error("places", _("Tick at least one neighbourhood."))
        return cleaned

    def chosen(self) -> list[Place]:
        """Of a valid form: the neighbourhoods it reaches."""
        if self.cleaned_data["reach"] == ALL:
            return self.town_places
        return [place for place in self.town_places if place.id in self.cleaned_data["places"]]
