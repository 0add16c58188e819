"""The status desk: ready lists, the phone session, visits, forecast, samples and whether the chase is fair."""
