"""The import: a file, its columns, its leads and a preview, before anything is put into the sheet."""
