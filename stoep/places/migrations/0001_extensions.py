"""What the database must know before the first table: trigrams, letters without accents, words within one neighbourhood, and search in
four languages' grammar."""

from django.contrib.postgres.operations import BtreeGinExtension, TrigramExtension, UnaccentExtension
from django.db import migrations

GRAMMARS = {"nl": "dutch", "fr": "french", "de": "german", "en": "english"}


def configuration(language, grammar):
    """"elections ecole" finds "Élections à l'école": accents go first, then the language's own endings."""
    return migrations.RunSQL(
        f"CREATE TEXT SEARCH CONFIGURATION stoep_{language} (COPY = {grammar}); "
        f"ALTER TEXT SEARCH CONFIGURATION stoep_{language} ALTER MAPPING FOR hword, hword_part, word WITH unaccent, {grammar}_stem",
        f"DROP TEXT SEARCH CONFIGURATION stoep_{language}",
    )


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [TrigramExtension(), UnaccentExtension(), BtreeGinExtension(), *(configuration(*pair) for pair in GRAMMARS.items())]
