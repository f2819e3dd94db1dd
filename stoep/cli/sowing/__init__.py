"""Filling a town with people and posts, for the demo, for tests from outside and for measuring. Everything sown is invented."""
