"""What pages are made with: templates, forms, refusals."""
