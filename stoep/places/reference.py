"""The address's name inside a QR code: neighbourhood and address in one short word, without any secret."""

from uuid import UUID

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O or U
VALUES = {symbol: value for value, symbol in enumerate(ALPHABET)} | {"I": 1, "L": 1, "O": 0}


def encode(neighbourhood_id: int, address_id: UUID) -> str:
    """27 symbols or a few more: the neighbourhood above the address's 128 bits."""
    number, symbols = neighbourhood_id << 128 | address_id.int, []
    while number:
        number, value = divmod(number, 32)
        symbols.append(ALPHABET[value])
    return "".join(reversed(symbols))


def decode(text: str) -> tuple[int, UUID]:
    """(neighbourhood_id, address_id) of a reference, in any letter case; ValueError when it is not one."""
    if not 26 <= len(text) <= 39:
        raise ValueError("not an address reference")
    number = 0
    for symbol in text.upper():
        if symbol not in VALUES:
            raise ValueError("not an address reference")
        number = number << 5 | VALUES[symbol]
    if number >> 128 >= 1 << 63 or not number >> 128:
        raise ValueError("not an address reference")
    return number >> 128, UUID(int=number & ((1 << 128) - 1))
