"""What each part of a row becomes on its way to a draft: who, where, how to reach, and whether it is a lead at all."""
