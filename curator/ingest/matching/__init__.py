"""Finding the same thing twice: references, rewritten articles, articles on one study."""
