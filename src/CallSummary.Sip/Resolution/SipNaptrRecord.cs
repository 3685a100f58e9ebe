namespace CallSummary.Sip.Resolution;

/// <summary>A NAPTR record (RFC 3403, 4.1).</summary>
/// <param name="Order">Lower first; higher ones only when lower ones offer nothing that we do.</param>
/// <param name="Preference">Lower first within an order.</param>
/// <param name="Flags">"s": the replacement has SRV records.</param>
/// <param name="Service">SIP+D2U, SIP+D2T or SIPS+D2T.</param>
/// <param name="Replacement">The next name to ask for.</param>
public sealed record SipNaptrRecord(int Order, int Preference, string Flags, string Service, string Replacement);
