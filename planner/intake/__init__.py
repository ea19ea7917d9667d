"""The way in: files to records to a programme, with every finding at once."""
