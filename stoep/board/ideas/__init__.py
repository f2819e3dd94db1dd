"""An idea of a neighbour: who joins, what is needed, where it stands, and what came of it."""
