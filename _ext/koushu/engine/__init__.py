"""The engine of `koushu build`: what changed, decided before anything heavy is imported, and what is made again."""
