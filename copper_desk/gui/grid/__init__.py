"""The sheet on the screen: model, view, painting, keys, mouse, selection, clipboard."""
