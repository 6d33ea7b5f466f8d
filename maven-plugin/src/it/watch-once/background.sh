#!/bin/sh
# Starts the command in the background and ends, as a service does that makes a daemon of itself.
"$@" &
