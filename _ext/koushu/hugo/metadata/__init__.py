"""From the bytes of front matter to typed metadata of a page."""
