"""What Hugo prints of a post: its HTML, near enough to count words and cut a summary as Hugo does.

Pure, but for `nodes_html`. Nothing of it is ever shown: pages are made from the doctree.
"""
