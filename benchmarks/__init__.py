"""What consent costs: ratios against named baselines, paired in one run, so that any machine may judge.

`python -m benchmarks.NAME` runs one of `startup`, `render_cold`, `batch`, `print_run`, `reading`;
`python3 dev.py bench` all of them. `mutants` and `strangers` are no clocks: they score the gate.
They print and write nothing else.
"""
