"""What a word is: the one analyzer, whose terms both stores index and whose words questions and evidence compare."""

# The analyzer's place in an index's fingerprint: whoever changes what ``analyzer`` answers raises it, and at its next
# start an installation fills a second index with today's words (``revisions`` keeps the earlier ones for the first).
# 1: English stems in all languages. 0: the stores' own analyzers, before there was this one.
REVISION = 2
