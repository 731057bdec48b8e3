"""Writes a key as age reads it: Bech32 (BIP-173), letters and digits that catch a slip of the pen."""

_SIGNS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_STEPS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)


def encoded(name: str, content: bytes) -> str:
    """Return ``content`` under ``name`` (« age-secret-key- »), in lower case."""
    fives = _fives(content)
    spread = [ord(letter) >> 5 for letter in name] + [0] + [ord(letter) & 31 for letter in name]
    rest = _polymod([*spread, *fives, *[0] * 6]) ^ 1
    check = [rest >> 5 * (5 - place) & 31 for place in range(6)]
    return f"{name}1{''.join(_SIGNS[five] for five in [*fives, *check])}"


def _fives(content: bytes) -> list[int]:
    """Return the bits of ``content`` five by five, the last ones filled with zeros."""
    count = -(-len(content) * 8 // 5)
    bits = int.from_bytes(content, "big") << (count * 5 - len(content) * 8)
    return [bits >> 5 * (count - 1 - place) & 31 for place in range(count)]


def _polymod(fives: list[int]) -> int:
    rest = 1
    for five in fives:
        top = rest >> 25
        rest = (rest & 0x1FFFFFF) << 5 ^ five
        for place, step in enumerate(_STEPS):
            if top >> place & 1:
                rest ^= step
    return rest
