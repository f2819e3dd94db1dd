"""French as it is written: the time of the day comes after « à »."""

DATETIME_FORMAT = r"j F Y \à H:i"
