"""Interviews: runs of paragraphs with speakers' labels become dialogues of turns, set as such in every format."""
