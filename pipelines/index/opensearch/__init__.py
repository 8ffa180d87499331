"""opensearch"""
