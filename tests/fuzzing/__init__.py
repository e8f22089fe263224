"""What users give, broken at random: it is taken, or refused with a sentence.

Every part has ``ready(folder)``, which gives the trial of a seed: it breaks something, hands it
in, and says how that ended. Anything but a result or a sentence is raised.
"""
