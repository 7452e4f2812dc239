"""How everything looks: tokens, measures, icons, the one stylesheet."""
