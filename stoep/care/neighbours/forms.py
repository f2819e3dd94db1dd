"""What one looks for in the list of neighbours."""

from django import forms


class SeekForm(forms.Form):
    """Words, a street, and after whom the page begins. What cannot be read is not asked."""

    q = forms.CharField(required=False, max_length=80)
    street = forms.CharField(required=False, max_length=120)
    after = forms.UUIDField(required=False)

    def asked(self) -> dict:
        """What was asked, cleaned."""
        given = self.cleaned_data if self.is_valid() else {}
        return {"typed": given.get("q", ""), "street": given.get("street", ""), "after": given.get("after")}
