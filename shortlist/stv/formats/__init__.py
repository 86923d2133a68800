"""Files of papers and of counts: every format that is read or written stands in its own module."""
