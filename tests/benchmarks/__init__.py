"""What `make bench` measures: whole processes, each beside plain reading of the same bytes.

`python -m tests.benchmarks` runs everything and writes the figures into docs/performance.md.
Nothing here asserts a time: a figure stands beside a peer of the same run. What was made is
checked, and memory has limits; a run that breaks one of these ends with exit status 1.
"""
