"""What a browser says of itself."""

from django import forms

from stoep.lib.webpush import unb64


class Key(forms.CharField):
    """Bytes in base64url."""

    def to_python(self, value):
        try:
            return unb64(super().to_python(value))
        except ValueError:
            raise forms.ValidationError("", code="invalid") from None


class DeviceForm(forms.Form):
    """An address and two keys, when it is switched on."""

    endpoint = forms.CharField(max_length=600)
    p256dh = Key()
    auth = Key()


class DropForm(forms.Form):
    """Which device to switch off: one of the list, or the one that asks."""

    device = forms.UUIDField(required=False)
    endpoint = forms.CharField(max_length=600, required=False)
