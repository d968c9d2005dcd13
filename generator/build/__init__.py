"""Building the site no more than is needed: what each page rests on, what has changed, and only that written anew."""
