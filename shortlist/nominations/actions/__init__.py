"""What is done about elections, contenders, local parties, secretaries, entries and files."""
