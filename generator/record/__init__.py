"""What an incident is: dataclasses, closed vocabularies, partial dates, counts, and the checks."""
