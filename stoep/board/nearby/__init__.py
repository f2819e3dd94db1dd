"""A post that reaches the neighbourhoods next door: a copy in each, with a talk of its own."""
