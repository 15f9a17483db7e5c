"""What the child process knows about the formats of workbooks; `worker` alone brings it together."""
