"""The help points on pages that no room of ours makes, such as the one to sign in on."""

from django import template

from ..help_points import help_points

register = template.Library()


@register.inclusion_tag("parts/_help_points.html")
def where_somebody_helps():
    """Nothing where none is known."""
    return {"help_points": help_points()}
