namespace CallSummary.Rtp.Control;

/// <summary>The sender part of a sender report (RFC 3550 section 6.4.1).</summary>
internal readonly record struct SenderInfo(ulong NtpTimestamp, uint RtpTimestamp, long Packets, long Octets);
