namespace CallSummary.Rtp.Control;

/// <summary>LSR and DLSR of a report block, both in 1/65536 s; zero when no sender report has come (RFC 3550 section 6.4.1).</summary>
internal readonly record struct ReportTiming(uint LastSenderReport, uint DelaySinceLast);
