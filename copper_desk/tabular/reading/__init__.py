"""Reading files: from bytes on a disk to a ``Table``. The front door is ``read.py``."""
