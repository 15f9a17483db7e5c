"""The thirteen scenarios under the other playbooks: the same story with the service line that plays its part there."""

from dataclasses import replace

from tests.journeys.scenarios import SCENARIOS, Scenario

# scenario: the service line and the kind of organisation that it is about in a playbook that has not its own
PARTS: dict[str, dict[str, tuple[str, str]]] = {
    "healthtech": {
        "S1": ("Scheduling", "Clinic"),
        "S2": ("Patient engagement", "Payer"),
        "S3": ("Referral management", "Health system"),
        "S4": ("Scheduling", "Practice"),
        "S5": ("Referral management", "Hospital"),
        "S6": ("Patient engagement", "Health system"),
        "S7": ("Patient engagement", "Health system"),
        "S8": ("Coding and billing automation", "Multi-location group"),
        "S9": ("Multi-location operations", "Multi-location group"),
        "S10": ("Patient engagement", "Hospital"),
        "S11": ("Scheduling", "Practice"),
        "S12": ("Patient engagement", "Clinic"),
        "S13": ("Scheduling", "Hospital"),
    },
    "medical": {
        "S1": ("Clinic services", "Clinic"),
        "S2": ("Employer health", "Employer"),
        "S3": ("Referral services", "Hospital"),
        "S4": ("Scheduling and call services", "Practice"),
        "S5": ("Referral services", "Hospital"),
        "S6": ("Clinic services", "Clinic"),
        "S7": ("Clinic services", "Clinic"),
        "S8": ("Billing and coding services", "Multi-location group"),
        "S9": ("Scheduling and call services", "Multi-location group"),
        "S10": ("Clinic services", "Hospital"),
        "S11": ("Clinic services", "Practice"),
        "S12": ("Clinic services", "Clinic"),
        "S13": ("Referral services", "Hospital"),
    },
    "respiratory": {
        "S1": ("Lung function services", "Clinic"),
        "S2": ("Home monitoring", "Payer"),
        "S3": ("Lung function services", "Hospital"),
        "S4": ("Lung function services", "Practice"),
        "S5": ("Home monitoring", "Hospital"),
        "S6": ("Respiratory programme", "Hospital"),
        "S7": ("Home monitoring", "Hospital"),
        "S8": ("Lung function services", "Practice"),
        "S9": ("Respiratory programme", "Multi-location group"),
        "S10": ("Respiratory programme", "Hospital"),
        "S11": ("Respiratory programme", "Practice"),
        "S12": ("Respiratory programme", "Clinic"),
        "S13": ("Lung function services", "Hospital"),
    },
}
HOME = {"respiratory": ("DE", "Bavaria")}  # where the people of a playbook are


def adapted(scenario: Scenario, playbook: str) -> Scenario:
    """A scenario as it is told under a playbook: its people, with the line and the organisation that it has there."""
    number = scenario.name.split()[0]
    if playbook not in PARTS:
        return scenario
    line, facility = PARTS[playbook][number]
    first, last, title, company, *_ = scenario.who.split(",")
    country, region = HOME.get(playbook, ("US", "Midwest"))
    who = ",".join((first, last, title, company, facility, line))
    return replace(scenario, who=who, country=country, region=region)


CASES = [(playbook, adapted(scenario, playbook)) for playbook in PARTS for scenario in SCENARIOS]
