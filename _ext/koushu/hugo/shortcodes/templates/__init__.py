"""Shortcode templates of a site or theme, read and run without running any code of theirs."""
