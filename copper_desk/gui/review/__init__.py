"""The Review: what is looked over, ticked and approved before anything is sent."""
