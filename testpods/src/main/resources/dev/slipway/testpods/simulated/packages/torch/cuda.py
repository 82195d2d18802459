import simulated_pod

from . import version


def device_count():
    return len(simulated_pod.gpus()) if version.cuda else 0


def is_available():
    return device_count() > 0


def get_device_name(index=0):
    return simulated_pod.gpus()[index][2]


def get_device_capability(index=0):
    major, minor = simulated_pod.gpus()[index][5].split(".")
    return int(major), int(minor)


def mem_get_info(index=0):
    row = simulated_pod.gpus()[index]
    return int(row[4]) << 20, int(row[3]) << 20
