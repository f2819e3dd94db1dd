"""The forms of signing in."""

from allauth.account.forms import LoginForm


class SignInForm(LoginForm):
    """E-mail and password. The placeholder texts go: a label above a field is enough."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields.pop("remember", None)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
