"""What AWS's framework images have in them, as far as a script of the user's meets it: see the README beside this folder."""
