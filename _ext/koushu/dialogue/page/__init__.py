"""What a page shows beside the words of a dialogue: cards, recordings, tools, and who said how much."""
