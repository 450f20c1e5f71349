#!/usr/bin/env bash
# Metrics of runs, held against what reads them: Prometheus scraping a run, promtool on metrics, rules and rule tests,
# Alertmanager, Pushgateway, both parsers of prometheus-client, and CloudWatch as moto plays it, which checks signatures; botocore signs
# every request anew. What a collector of OpenTelemetry and a webhook get is read by opentelemetry-proto and by
# standardwebhooks. Every number is compared with the store's. Three minutes.
#
# usage: Tests/peers/monitoring.sh
#   TALLY               the binary                  (default: the release build)
#   TALLY_PEERS_CACHE   where peers are installed   (default: .cache/peers in the checkout)
#
# Where the peers cannot be installed it says SKIP and ends well; with CI=true that fails.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=Tests/peers/common.sh
source "$here/common.sh"

require_tally
install_tools prometheus:prometheus promtool:prometheus prometheus-pushgateway:prometheus-pushgateway \
    prometheus-alertmanager:prometheus-alertmanager \
    || not_installed "prometheus, its gateway and its alert manager could not be installed from Debian"
install_peer "$peers_cache/monitoring" \
    "prometheus-client==0.23.1 PyYAML==6.0.3 moto[server]==5.2.1 boto3==1.43.11 opentelemetry-proto==1.45.2
     opentelemetry-semantic-conventions==0.63b0 standardwebhooks==1.1.0" pip_install \
    || not_installed "prometheus-client, moto, boto3, opentelemetry-proto and standardwebhooks could not be installed from PyPI"

make_folder
"$peers_cache/monitoring/venv/bin/python" -u "$here/check_monitoring.py" \
    --root "$root" --tally "$tally" --folder "$folder"
