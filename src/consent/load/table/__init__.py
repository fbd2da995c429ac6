"""Tables: CSV, XLSX and JSONL rows as documents in the shape of a record file."""
