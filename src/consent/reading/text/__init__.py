"""Characters turned into text: letters without spaces for own packets, words for strangers' forms."""
