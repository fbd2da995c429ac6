"""What consent costs: ratios against named baselines, paired in one run, so that any machine may judge.

`python -m benchmarks.startup` and `python -m benchmarks.render_cold`; or both with `python3 dev.py bench`.
They print a table and write nothing else.
"""
