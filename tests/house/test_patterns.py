"""No pattern of ours can be kept busy: each is given the words that cost it most (SECURITY E11)."""

import ast
import importlib
import re

from django.urls import URLPattern, get_resolver

from stoep.places.find import LONGEST

from .patterns import ENOUGH, WHOLE, worst
from .test_imports import HOUSE, trees

READS = {"compile", "match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer"}
FORMS = {"RegexField", "RegexValidator", "re_path"}
NAMED = {  # filled in
    "name": "Jan", "street": "Brugstraat", "local": "answer", "domain": "stoep.example", "either": "An|An Peeters", "boundary": b"q",
}  # fmt: skip
KEPT = {"board/absence/telling.py", "board/calm.py", "board/calendar/recognising.py"}  # made from lists of words; found in the module
SHORT = {"places/find.py": LONGEST}  # cut to that before any pattern sees it
BAD = (
    r"(a+)+$", r"(a|a)*$", r"(\d+|\w+)*!", r"^(\w+\s?)*$", r"(x+x+)+y", r"(?:a|aa)+b", r"^(([a-z])+.)+[A-Z]([a-z])+$",
    r"\s*\s*$", r"\s+$", r"<[^>]*>", r"\S+@\S+\.\S+", r".*,.*,.*x", r"^[\w.+-]+@(\w+\.?)+$", r"(?:\s*\n)+\s*x", rb"(\x00|\x00)+\x01",
)  # fmt: skip
GOOD = (r"\w+", r"^\d{1,5}$", r"[^\W\d_]{2,40}", r"(?<!\s)\s+$", r"a{1,3}b", r"^[^<]*+>", r"\b(?:straat|laan|weg)\b", rb"\xff+([^\x00])")
SCRIPT = re.compile(r"(?<=[(=:,])\s?/((?:[^/\\\n\[]|\\.|\[(?:[^\]\\\n]|\\.){0,200}\]){1,300})/([gimsuy]{0,6})(?=[.,;)\s])")


def in_python() -> dict[str, re.Pattern]:
    """{where: pattern} of every call that makes or uses one, its words evaluated where they stand."""
    out = {}
    for path, tree in trees():
        calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and made(node)]
        module = importlib.import_module(f"stoep.{path[:-3].replace('/', '.').removesuffix('.__init__')}") if calls else None
        for node in calls:
            values = vars(module) | NAMED | locals_of(tree, node)
            try:
                words, *rest = (eval(compile(ast.Expression(part), path, "eval"), values) for part in told(node))
            except NameError:
                assert path in KEPT, f"{path}:{node.lineno}: what is filled in here? (NAMED)"
                continue
            out[f"{path}:{node.lineno}"] = words if isinstance(words, re.Pattern) else re.compile(words, *rest)
        for name, value in vars(module).items() if module else []:
            for number, pattern in enumerate(within(value)):
                out.setdefault(f"{path} {name} {number}", pattern)
    return out


def made(node) -> bool:
    called = node.func
    if isinstance(called, ast.Attribute):
        return isinstance(called.value, ast.Name) and called.value.id == "re" and called.attr in READS
    return isinstance(called, ast.Name) and called.id in FORMS


def told(node) -> list:
    """The pattern, and its flags where it has any."""
    flags = [word.value for word in node.keywords if word.arg == "flags"]
    if getattr(node.func, "attr", "") in ("compile", "match", "fullmatch", "search", "findall", "finditer"):
        flags += node.args[1 if node.func.attr == "compile" else 2 :]
    return [node.args[0], *flags]


def locals_of(tree, node) -> dict:
    """Names that the function around it has set before: {name: its words}, where they can be evaluated."""
    out = {}
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef) and function.lineno <= node.lineno <= function.end_lineno:
            for one in ast.walk(function):
                if isinstance(one, ast.Assign) and isinstance(one.targets[0], ast.Name) and one.targets[0].id == "pattern":
                    import_re = {"re": re, "settings": None} | NAMED
                    out["pattern"] = eval(compile(ast.Expression(one.value), "here", "eval"), import_re)
    return out


def within(value, deep=4) -> list[re.Pattern]:
    """The patterns in a module's value, however it keeps them."""
    if isinstance(value, re.Pattern):
        return [value]
    if deep and isinstance(value, dict):
        return [found for one in value.values() for found in within(one, deep - 1)]
    if deep and isinstance(value, list | tuple | set | frozenset):
        return [found for one in value for found in within(one, deep - 1)]
    return []


def in_scripts() -> dict[str, re.Pattern]:
    """Those of our own scripts, as Python reads them."""
    out = {}
    for file in sorted([*HOUSE.glob("static/js/*.js"), *HOUSE.rglob("templates/**/*.js")]):
        for words, flags in SCRIPT.findall(file.read_text()):
            python = words.replace(r"\p{L}\p{N}", r"^\W_" if r"[\p{L}\p{N}]" in words else r"\w").replace("(?<", "(?P<")
            python = python.replace("[^^\\W_", "[^\\w").replace(r"(?P<=", "(?<=").replace(r"(?P<!", "(?<!")
            out[f"{file.name} {words}"] = re.compile(python, re.I if "i" in flags else 0)
        assert "RegExp(" not in file.read_text(), f"{file.name}: a pattern made from words is not seen here"
    return out


def in_addresses(patterns=None) -> dict[str, re.Pattern]:
    """Those by which an address finds its view, allauth's too."""
    out = {}
    for one in get_resolver().url_patterns if patterns is None else patterns:
        out[f"address {one.pattern}"] = one.pattern.regex if hasattr(one.pattern, "regex") else re.compile("")
        out |= {} if isinstance(one, URLPattern) else in_addresses(one.url_patterns)
    return out


def measure(where: str) -> int:
    return SHORT.get(where.partition(":")[0].partition(" ")[0], WHOLE)


def slow(patterns: dict) -> list:
    """Those that the longest text would keep busy for more than is allowed, with how it is made. Each is asked once more: what a busy
    machine, or the collector that came round, made slow is not so twice."""
    once = {(one.pattern, one.flags, measure(where)): where for where, one in patterns.items()}
    tried = {where: worst(patterns[where], most) for (_, _, most), where in once.items()}
    again = {where: worst(patterns[where], measure(where)) for where, (took, _) in tried.items() if took > ENOUGH}
    return [(where, patterns[where].pattern, f"{took:.1f} s", how) for where, (took, how) in again.items() if took > ENOUGH]


def test_the_check_finds_what_is_known_to_be_bad():
    assert [bad for bad in BAD if worst(re.compile(bad))[0] <= ENOUGH] == []


def test_and_leaves_what_is_known_to_be_good():
    assert slow({str(good): re.compile(good) for good in GOOD}) == []


def test_none_of_ours_can_be_kept_busy():
    found = in_python()
    assert len(found) > 100, "hardly any was found: this proves nothing"
    assert slow(found) == []


def test_nor_those_of_our_scripts_and_addresses():
    scripts, addresses = in_scripts(), in_addresses()
    assert len(scripts) >= 4 and len(addresses) > 150
    assert slow(scripts | addresses) == []


def test_no_field_on_a_page_has_a_pattern_that_is_not_seen_here():
    assert [str(page) for page in HOUSE.rglob("*.html") if " pattern=" in page.read_text()] == []
