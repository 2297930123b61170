"""Raw HTML in posts, as nodes of the tree where every format can say it."""
