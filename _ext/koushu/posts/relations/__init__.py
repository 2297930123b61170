"""What one post has to do with others: neighbours, related posts, series, editions and translations."""
