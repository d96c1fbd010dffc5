"""PDF: the text layer in reading order, page images, and where on a page some words stand."""
