#!/bin/sh
# Write what the product is made of, as CycloneDX in JSON: sbom.sh PYTHON FILE. Needs no network.
set -eu
mkdir -p "$(dirname "$2")"
"$1" -m cyclonedx_py requirements --output-reproducible --output-format JSON --output-file "$2" requirements.txt
echo "$2"
