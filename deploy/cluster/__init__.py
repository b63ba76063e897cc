"""A database that survives its machines: etcd, Patroni, HAProxy and pgbouncer, each machine a namespace of this one."""
