"""The commands of ``refdesk``, one file each."""
