"""The product upon the cluster: application servers, a balancer and a cache before them, storage and a worker."""
