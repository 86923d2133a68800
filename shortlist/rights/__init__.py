"""Rights: what is kept of whom and for how long, its erasure, and what members may ask.

Always true: the privacy page, the erasure, a member's download and the deletion of an account are
made from one table, which the stages fill (`shortlist.keeping`), so none of them can say or do
other than the rest.
"""
