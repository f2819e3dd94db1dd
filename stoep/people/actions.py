"""What somebody does with their own account, beside signing in."""

from stoep.lib.standings import Visitor

from .models import Person


def choose_language(visitor: Visitor, *, person: Person, language: str) -> None:
    """The language of pages and mails from now on."""
    person.language = language
    person.save(update_fields=["language"])
