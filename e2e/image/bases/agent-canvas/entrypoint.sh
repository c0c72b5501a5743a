#!/usr/bin/env bash
# Stands for Agent Canvas: says who started it and how, then does as the variable SERVE says.
echo "canvas of $(id -un), below $(cat "/proc/$PPID/comm"), with $*"
eval "${SERVE:-}"
