"""What is drawn in the terminal: pictures in, actions out. The only package that knows Textual."""
