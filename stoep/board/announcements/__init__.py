"""The town speaks: one record of the town, and one post with its own separate talk in each neighbourhood it goes to."""
