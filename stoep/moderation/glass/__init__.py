"""Breaking the glass: reading what nobody reported. On a ground, with a second person, for a time, page by page on the record, and told."""
