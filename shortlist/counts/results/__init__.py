"""What a record says, in the shapes that pages show; pure: a record in, words and figures out.

`headline` has the sentence and the summary, `standings` a line for each candidate, `table` every
tally, `stages` one stage as it stood, `changes` what it moved, `picture` how that is drawn, `ties`
what equal votes came to.
"""
