"""Many neighbourhoods and a great many posts, for measuring. Made inside the database, a slice of neighbourhoods at a time."""


def sow(town, plots, members, posts, tick):
    """Nothing yet."""
