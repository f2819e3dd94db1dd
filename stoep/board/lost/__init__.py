"""Lost and found: a pet, a glove, a bunch of keys, until it is home again."""
