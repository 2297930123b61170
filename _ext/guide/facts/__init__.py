"""What the program is made of, read off its code, as Markdown for the guide's pages; each function takes a language."""
