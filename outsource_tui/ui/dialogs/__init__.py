"""Questions asked over a screen."""
