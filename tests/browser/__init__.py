"""What only a browser can tell: the built pages, opened in a real Chromium."""
