"""Transcripts of other programs as posts."""
