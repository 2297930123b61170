"""What is built again: sources by their contents, pages by what they show."""
