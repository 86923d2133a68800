"""The WSGI entry, and a server for one's own machine: `python app.py`."""

import os

from shortlist.factory import create_app

os.umask(0o077)  # what is written beside the program is for its own account only

app = create_app()

if __name__ == "__main__":
    from shortlist.demonstration.serve import serve

    serve(app)
