"""What needs an answer before work can go on."""
