namespace CallSummary.Rtp.Security;

/// <summary>What makes a packet's key stream its own: with one key no two packets may have the same.</summary>
/// <param name="Ssrc">Its source.</param>
/// <param name="Index">RTP: roll-over counter and sequence number, 48 bits. RTCP: the SRTCP index, 31 bits.</param>
/// <param name="IsControl">RTCP.</param>
internal readonly record struct SrtpNonce(uint Ssrc, ulong Index, bool IsControl);
