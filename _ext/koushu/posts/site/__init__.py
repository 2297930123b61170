"""How a Hugo site is read as a source folder, and its files laid into the output."""
