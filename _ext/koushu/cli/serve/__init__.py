"""`koushu serve`: a live preview, on a server that only this computer reaches."""
