"""What the child process knows about the formats of workbooks; `app.intake.worker` alone brings it together."""
