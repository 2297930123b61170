"""What a Hugo site says of itself: configuration, folders, modules, menus."""
