"""The WSGI entry, and a server for one's own machine: `python app.py`."""

from shortlist.factory import create_app

app = create_app()

if __name__ == "__main__":
    from shortlist.demonstration.serve import serve

    serve(app)
