"""An import step by step, each step a panel that draws what the desk answered and tells what the person changed."""
