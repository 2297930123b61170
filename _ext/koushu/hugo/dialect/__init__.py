"""Hugo's Markdown as rules for markdown-it: CommonMark with goldmark's extensions, each in a module of its own.

Pure: text in, tokens out. What each rule does is told by its case file in `tests/cases/markdown/`.
"""
