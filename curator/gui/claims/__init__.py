"""How claims are written where several stand side by side: in a comparison and in a history."""
