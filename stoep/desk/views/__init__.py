"""The desk's pages. Each stands behind the officials' door: role stoep_desk, which has no right on anything neighbours say."""
