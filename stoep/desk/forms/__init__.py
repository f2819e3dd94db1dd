"""The shape of what the desk's pages send."""
