"""Between network and threads: a request comes to a thread when it is whole, and slow clients share few places.

gunicorn's thread worker gives a thread to every connection that sends a byte. A hundred clients that send half a
request, or read an answer a byte at a time, then hold all threads (docs/adr/0105-a-gate-before-the-threads.md).
"""
