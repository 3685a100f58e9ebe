namespace CallSummary.Sip.Resolution;

/// <summary>An SRV record (RFC 2782).</summary>
/// <param name="Priority">Lower first.</param>
/// <param name="Weight">The share of the load within a priority.</param>
/// <param name="Port">1 to 65535.</param>
/// <param name="Target">The host; "." says that there is no service.</param>
public sealed record SipSrvRecord(int Priority, int Weight, int Port, string Target);
