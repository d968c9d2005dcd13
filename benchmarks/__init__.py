"""Measurements on labelled articles that others made. They run the shipped extraction and ship no text."""
