"""The guide: a publication of its own, made with Koushu, whose reference is read off the program."""
