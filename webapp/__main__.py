"""``python -m webapp``: serve the web app."""

from webapp.serving import main

if __name__ == "__main__":
    main()
