"""The records, and what a record is, for other people's software: one module per format."""
