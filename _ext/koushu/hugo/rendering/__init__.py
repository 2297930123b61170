"""Tokens to doctree, one part of the syntax in each module; `parser.py` puts them over MyST's renderer."""
