"""The `{% icon "bell" %}` tag: one <svg> that points into the sprite. Hidden from screen readers; the word stands beside it."""

from functools import cache

from django import template
from django.templatetags.static import static
from django.utils.html import format_html

register = template.Library()


@cache
def _sprite() -> str:
    return static("built/icons.svg")  # once per process: the manifest look-up costs more than the tag


@register.simple_tag
def icon(name: str, extra: str = ""):
    """An icon of the sprite; `extra` adds class names. A name the sprite lacks shows nothing: a test reads the templates for that."""
    classes = f"icon {extra}".strip()
    return format_html('<svg class="{}" aria-hidden="true"><use href="{}#{}"></use></svg>', classes, _sprite(), name)
