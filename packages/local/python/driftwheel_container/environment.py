"""The variables that SageMaker's training toolkit sets, from what SageMaker writes below `/opt/ml/input/config`.

Source: https://github.com/aws/sagemaker-training-toolkit, `environment.py`, `mapping.py` and `params.py` of 5.1.4.
`environment.fixture.json` beside the test is what that version wrote.
"""

import json
import os

from driftwheel_container import folders

# Hyperparameters that are for the toolkit; every other one that begins with `sagemaker_` is for the framework.
toolkits_own = {
    "sagemaker_program",
    "sagemaker_submit_directory",
    "sagemaker_enable_cloudwatch_metrics",
    "sagemaker_region",
    "sagemaker_container_log_level",
    "sagemaker_job_name",
    "default_user_module_name",
    "_tuning_objective_metric",
    "sagemaker_s3_output",
}


def variables():
    """The name and value of each variable."""
    described = training_environment()
    settings = described["hyperparameters"]
    values = {
        "hosts": described["hosts"],
        "network_interface_name": described["network_interface_name"],
        "hps": settings,
        "user_entry_point": described["user_entry_point"],
        "framework_params": described["additional_framework_parameters"],
        "resource_config": described["resource_config"],
        "input_data_config": described["input_data_config"],
        "output_data_dir": described["output_data_dir"],
        "channels": sorted(described["channel_input_dirs"]),
        "current_host": described["current_host"],
        "current_instance_type": described["current_instance_type"],
        "current_instance_group": described["current_instance_group"],
        "current_instance_group_hosts": described["current_instance_group_hosts"],
        "instance_groups": described["instance_groups"],
        "instance_groups_dict": described["instance_groups_dict"],
        "distribution_instance_groups": described["distribution_instance_groups"],
        "is_hetero": described["is_hetero"],
        "module_name": described["module_name"],
        "log_level": described["log_level"],
        "framework_module": described["framework_module"],
        "input_dir": described["input_dir"],
        "input_config_dir": described["input_config_dir"],
        "output_dir": described["output_dir"],
        "num_cpus": described["num_cpus"],
        "num_gpus": described["num_gpus"],
        "num_neurons": described["num_neurons"],
        "model_dir": described["model_dir"],
        "module_dir": described["module_dir"],
        "training_env": described,
        "user_args": user_arguments(settings),
        "output_intermediate_dir": described["output_intermediate_dir"],
    }
    values.update({f"channel_{name}": path for name, path in described["channel_input_dirs"].items()})
    values.update({f"hp_{name}": value for name, value in settings.items()})
    return {f"SM_{name.upper()}": _text(value) for name, value in values.items()}


def training_environment():
    """What the toolkit writes as SM_TRAINING_ENV, on one host without accelerators."""
    given = hyperparameters()
    resources = _read("resourceconfig.json")
    inputs = _read("inputdataconfig.json")
    groups = {group["instance_group_name"]: group for group in resources.get("instance_groups", [])}
    group = resources.get("current_group_name", "")
    program = os.environ.get("SAGEMAKER_PROGRAM") or given.get("sagemaker_program")
    return {
        "additional_framework_parameters": {
            name: value
            for name, value in given.items()
            if name.startswith("sagemaker_") and name not in toolkits_own
        },
        "channel_input_dirs": {name: str(folders.data / name) for name in inputs},
        "current_host": resources["current_host"],
        "current_instance_group": group,
        "current_instance_group_hosts": groups.get(group, {}).get("hosts", []),
        "current_instance_type": resources.get("current_instance_type", ""),
        "distribution_hosts": [],
        "distribution_instance_groups": [],
        "framework_module": None,
        "hosts": resources["hosts"],
        "hyperparameters": scripts_own(given),
        "input_config_dir": str(folders.config),
        "input_data_config": inputs,
        "input_dir": str(folders.root / "input"),
        "instance_groups": list(groups),
        "instance_groups_dict": groups,
        "is_hetero": False,
        "is_master": True,
        "is_modelparallel_enabled": None,
        "is_smddpmprun_installed": False,
        "is_smddprun_installed": False,
        "job_name": os.environ.get("TRAINING_JOB_NAME", ""),
        "log_level": given.get("sagemaker_container_log_level", 20),
        "master_hostname": resources["hosts"][0],
        "model_dir": str(folders.model),
        "module_dir": os.environ.get("SAGEMAKER_SUBMIT_DIRECTORY")
        or str(given.get("sagemaker_submit_directory", folders.code)),
        "module_name": program[: -len(".py")] if program and program.endswith(".py") else program,
        "network_interface_name": resources.get("network_interface_name", "lo"),
        "num_cpus": os.cpu_count(),
        "num_gpus": 0,
        "num_neurons": 0,
        "output_data_dir": str(folders.output / "data"),
        "output_dir": str(folders.output),
        "output_intermediate_dir": str(folders.output / "intermediate"),
        "resource_config": resources,
        "topology": [],
        "user_entry_point": program,
    }


def hyperparameters():
    """All hyperparameters: each value read as JSON where it is JSON, and as text where it is not."""
    return {name: _decoded(value) for name, value in _read("hyperparameters.json").items()}


def scripts_own(given):
    """The hyperparameters that the script is told."""
    return {
        name: value
        for name, value in given.items()
        if not name.startswith("sagemaker_") and name not in toolkits_own
    }


def user_arguments(settings):
    """`--epochs 3`: what the script is called with, in the order of the names; one letter has one dash."""
    words = []
    for name in sorted(settings):
        words += [f"--{name}" if len(name) > 1 else f"-{name}", _argument(settings[name])]
    return words


def _argument(value):
    if isinstance(value, dict):
        return ",".join(f"{key}={each}" for key, each in sorted(value.items()))
    return "" if value is None else str(value)


def _text(value):
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    return json.dumps(value, sort_keys=True, separators=(",", ":"))


def _decoded(value):
    try:
        return json.loads(value)
    except (TypeError, ValueError):
        return value


def _read(name):
    return json.loads((folders.config / name).read_text("utf-8"))
