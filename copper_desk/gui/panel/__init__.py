"""The bars and panels around the grid."""
