"""What is done: one function per thing a person asks for."""
