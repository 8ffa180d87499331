"""The same load with LangChain, LlamaIndex and Haystack, as their introductions show it, each in an environment of its
own: they are large, and none of them is needed here.
"""
