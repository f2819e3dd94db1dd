"""Tokens nobody else uses in private fields, with who may see each: a check from outside looks for them where they may not be."""


def sow(town) -> list[dict]:
    return []
