"""Pages taken apart: each part typeset on its own, so that packets can share it."""
