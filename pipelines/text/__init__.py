"""What a word is: the one analyzer, whose terms both stores index and whose words questions and evidence compare."""

# Part of every physical index's spec: whoever changes what ``analyzer.terms`` answers raises it, and indexes of
# another revision make their words anew at the next start. 0: the stores' own analyzers, before there was this one.
REVISION = 1
