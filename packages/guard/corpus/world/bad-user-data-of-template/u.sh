#!/bin/sh
export DB_PASSWORD=${password}
