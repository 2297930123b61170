"""Shortcode calls: taken out of the text before Markdown is read, and turned into nodes after."""
