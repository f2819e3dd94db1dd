"""Polls: one question to all neighbours, a day on which it ends, and a result that tells nobody's vote."""
