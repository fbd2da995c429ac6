"""A practice's own facts: `practice.yaml`, the logo, official forms, waivers and the baseline."""
