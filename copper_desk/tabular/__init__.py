"""Spreadsheets: read, match columns and rows, write."""
