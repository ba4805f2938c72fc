"""`make bench`: how long parley, Hugo and Pelican take for the same timeline."""
