"""Tests of the postbox: real servers on loopback, with every bad manner."""
