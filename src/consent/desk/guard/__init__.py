"""What each request passes before a page sees it. Pure rules, and one thin ASGI layer for each."""
