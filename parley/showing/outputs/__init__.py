"""The record for machines: each output a pure function of the timeline."""
