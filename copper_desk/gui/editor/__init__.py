"""What opens in a cell: lines, boxes, lists, chips, a calendar."""
