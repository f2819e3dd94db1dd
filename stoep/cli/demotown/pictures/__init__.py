"""The demo town's pictures, drawn in chalk on stone by this code, so that no photo of a real person or place is needed.

`draw("cat", seed=3)` gives a Pillow image of 1200 × 900; the same seed gives the same picture.
"""

from .chalk import GROUNDS, Chalk
from .garden import GARDEN
from .kitchen import KITCHEN
from .play import PLAY
from .shed import SHED
from .street import STREET

MOTIFS = {**KITCHEN, **STREET, **PLAY, **GARDEN, **SHED}


def draw(motif: str, seed: int = 0):
    """The picture of this name; KeyError when there is none. The seed chooses the stone and every wobble of the hand."""
    chalk = Chalk(f"{motif} {seed}", list(GROUNDS)[(seed + sum(map(ord, motif))) % len(GROUNDS)])
    MOTIFS[motif](chalk)
    return chalk.image()
