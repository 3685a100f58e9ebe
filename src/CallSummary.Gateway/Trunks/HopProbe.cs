namespace CallSummary.Gateway.Trunks;

/// <summary>Which hop is pinged how often. Equal settings go on with the probe there is.</summary>
internal sealed record HopProbe(string Trunk, string Hop, TimeSpan Interval);
