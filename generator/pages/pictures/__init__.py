"""Pictures drawn when the site is built: the world with its marks, the years, and what hangs together."""
