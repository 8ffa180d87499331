"""Questions, documents and statements by which answers are measured."""
