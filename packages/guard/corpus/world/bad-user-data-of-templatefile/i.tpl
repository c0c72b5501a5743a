#!/bin/sh
export N=${name}
DB_PASSWORD='${password}' ./start
