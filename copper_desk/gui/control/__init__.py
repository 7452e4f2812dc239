"""What happens: actions, and the controllers between the desk and the widgets."""
