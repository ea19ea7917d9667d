"""A problem planned in parts by many processes, which share nothing but files in a folder."""
