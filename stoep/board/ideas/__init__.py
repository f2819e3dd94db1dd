"""An idea among neighbours: something we could do ourselves, who would join, and that it happens."""
