"""The walls around a converter's child: what it can reach of the machine, whatever a document makes it do."""
