"""What stands around the words of a post on its page: header rows, citation, downloads, neighbours, related posts."""
