"""Making what offices without internet install from."""
