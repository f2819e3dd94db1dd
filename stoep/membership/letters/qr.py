"""A QR code as one SVG path: small in the file, sharp on paper."""

import segno


def qr_svg(link: str) -> str:
    """The code of `link` at error correction M with its quiet zone, black on white.

    What follows the # is capitals and digits, which take fewer modules: they print larger. The mask is chosen by the standard's
    own rules; a fixed one is four times quicker but reads worse from cheap print.
    """
    address, mark, secret = link.partition("#")
    parts = [(address + mark, None, "utf-8"), (secret, segno.consts.MODE_ALPHANUMERIC)] if secret else link
    rows = segno.make_qr(parts, error="m", boost_error=False).matrix
    side = len(rows) + 8
    path = "".join(f"M{x + 4} {y + 4.5}h{length}" for y, row in enumerate(rows) for x, length in dark_runs(row))
    drawn = f'<path d="{path}" stroke="#000" stroke-width="1.02"/>'  # a hair wider than a row: no light shows between two
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}">{drawn}</svg>'


def dark_runs(row: bytes) -> list[tuple[int, int]]:
    """(start, length) of each run of dark modules in a row."""
    runs, start = [], None
    for x, dark in enumerate((*row, 0)):
        if dark and start is None:
            start = x
        elif not dark and start is not None:
            runs.append((start, x - start))
            start = None
    return runs
