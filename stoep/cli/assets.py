"""`stoep assets`: make the fonts, the sprite and the stylesheets, and collect all static files."""

import sys

from stoep.lib import assets


def add(parser):
    parser.description = "Make and collect the static files, when a source has changed."


def run(options) -> int:
    if assets.build():
        print("The static files are made.", file=sys.stderr)
    return 0
