namespace CallSummary.Rtp.Receiving;

/// <summary>A report block without its timing (RFC 3550 section 6.4.1).</summary>
internal readonly record struct ReceptionReport(uint Ssrc, byte FractionLost, long Lost, uint ExtendedHighest, uint Jitter);
