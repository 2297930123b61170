"""The programs that make web sites of posts, each in a module of its own, and what is asked of all of them."""
