"""What is drawn on a page, asked of PDFium: characters, ink, shapes, codes, and what can be seen of them."""
