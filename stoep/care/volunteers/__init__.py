"""The one list on which neighbours put themselves for the town to read."""
