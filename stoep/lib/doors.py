"""The mark that says which door a view stands behind. membership/doors.py reads it; a view without one cannot be reached."""

DOORS = ("nobody", "person", "member", "guest", "official", "operator", "public", "demo")


def door(name: str, **need):
    """Mark a view. `need` narrows the door: door("official", duties=("print_operator",)). `at_desk`: a page for nobody in
    particular that the desk's own process serves too; whatever asks for an address or a code it does not. `visit=False`: what an
    open page asks by itself, so that it keeps nobody signed in."""
    if name not in DOORS:
        raise ValueError(f"there is no door {name!r}")

    def mark(view):
        view.door, view.door_needs = name, need
        return view

    return mark


def marked(name: str, patterns: list, **need) -> list:
    """Doors for views that are not ours (the sign-in pages)."""
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            marked(name, pattern.url_patterns, **need)
        else:
            door(name, **need)(pattern.callback)
    return patterns
