"""The popup that finds: commands, studies and articles, fields."""
