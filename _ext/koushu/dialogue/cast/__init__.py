"""Who speaks: the register, the people of a post, and the names that are kept back."""
