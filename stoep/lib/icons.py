"""What every template may say without loading it.

`{% icon "bell" %}` is one <svg> that points into the sprite; hidden from screen readers, the word stands beside it.
`name|initials` and `id|tint` make a face where there is no photo.
"""

from functools import cache

from django import template
from django.templatetags.static import static
from django.utils.html import format_html

from . import texts

register = template.Library()
register.filter("initials", texts.initials)
register.filter("tint", texts.tint)


@register.simple_tag
@cache
def icon(name: str, extra: str = ""):
    """An icon of the sprite; `extra` adds class names. A name the sprite lacks shows nothing, so a test reads all templates."""
    classes = f"icon {extra}".strip()
    sprite = static("built/icons.svg")
    return format_html('<svg class="{}" aria-hidden="true"><use href="{}#{}"></use></svg>', classes, sprite, name)
