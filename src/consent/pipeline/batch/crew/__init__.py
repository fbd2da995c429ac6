"""Who does the work of a batch: this process alone, several here, or many machines."""
