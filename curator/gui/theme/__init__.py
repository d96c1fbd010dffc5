"""How the window looks: colours, type, space, icons and the painting that delegates share."""
