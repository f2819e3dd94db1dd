"""`stoep catalogues compile|update|missing`: the translations."""

import json
import sys

from stoep.lib import catalogues


def add(parser):
    about = "compile the .po files that changed; update them from code and templates; or list, as JSON, what a language lacks"
    parser.add_argument("what", choices=("compile", "update", "missing"), help=about)


def run(options) -> int:
    if options.what == "compile":
        for language in catalogues.compile_stale():
            print(f"The {language} catalogue is compiled.", file=sys.stderr)
        return 0
    if options.what == "update":
        for language, lacking in catalogues.update().items():
            print(f"{language}: {lacking} texts lack a translation", file=sys.stderr)
        return 0
    lacking = catalogues.missing()
    print(json.dumps(lacking, ensure_ascii=False, indent=1))
    return 1 if any(lacking.values()) else 0
