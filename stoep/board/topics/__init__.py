"""What a post is about: one topic of the fixed list, proposed from its words when its author chose none (words.TOPICS)."""
