"""How Sphinx is run: what it searches, keeps, imports and says, with nothing of it changed in what is published."""
