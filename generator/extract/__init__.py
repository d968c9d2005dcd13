"""Extraction: spaCy components, one per question, and the assembly of what they found into drafts of incidents."""
