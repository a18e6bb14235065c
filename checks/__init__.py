"""The checks that ship with the cockpit, one rule a file; found by `cockpit.discovery`, never imported by name."""
