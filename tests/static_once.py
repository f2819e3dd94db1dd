"""Static files for tests, looked for once: each test client has middleware of its own, and WhiteNoise reads all their folders for each."""

from whitenoise.middleware import WhiteNoiseMiddleware

FOUND: dict[tuple, dict] = {}  # (folder, prefix) → what WhiteNoise knows of the files there


class WhiteNoiseOnce(WhiteNoiseMiddleware):
    """As in production, but for when it looks."""

    def update_files_dictionary(self, root, prefix):
        if (root, prefix) not in FOUND:
            before = set(self.files)
            super().update_files_dictionary(root, prefix)
            FOUND[root, prefix] = {url: file for url, file in self.files.items() if url not in before}
        self.files.update(FOUND[root, prefix])
