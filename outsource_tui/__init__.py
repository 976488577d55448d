"""Find out what to stop doing yourself, hand it to the right person, and let go."""

__version__ = "0.1.0"
