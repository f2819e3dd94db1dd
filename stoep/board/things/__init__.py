"""Things and small services between neighbours: given, lent, swapped, looked for."""
