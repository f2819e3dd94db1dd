"""The help points on pages that no room of ours makes, such as the one to sign in on; and numbers and codes as people read them."""

from django import template
from django.templatetags.i18n import language_name_translated
from django.utils.translation import get_language

from stoep.lib.texts import in_fours, whole

from ..help_points import help_points

register = template.Library()
register.filter(in_fours)
register.filter(whole)


@register.filter
def spoken(code: str) -> str:
    """A language's name in the reader's, as it stands inside a line: French writes it small, and not all names come from our catalogue."""
    name = language_name_translated(code)
    return name[:1].lower() + name[1:] if get_language() == "fr" else name


@register.inclusion_tag("parts/_help_points.html")
def where_somebody_helps():
    """Nothing where none is known."""
    return {"help_points": help_points()}
