"""What each command takes: its words, options and exit codes; the work itself is imported when it runs."""
