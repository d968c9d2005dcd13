"""Turn news articles about incidents into YAML records, and the records into a site of briefs."""

__version__ = "0.1.0"
